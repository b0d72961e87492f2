import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { answerHeaders } from '../headers'
import type { Answering } from '../ports'
import { problemOf } from '../problems'
import { refuse } from '../refuse'
import { callerOf, problemResponses } from '../route'

export function addEvents(app: FastifyInstance, { events }: Answering): void {
  app.route({
    method: 'GET',
    url: '/api/events',
    exposeHeadRoute: false,
    schema: {
      operationId: 'streamEvents',
      tags: ['Events'],
      summary: 'Server-sent events of every change',
      description,
      response: {
        200: {
          description: 'A stream that goes on until one side ends it.',
          content: { 'text/event-stream': { schema: z.string() } },
        },
        ...problemResponses([
          'unauthorized',
          'host-not-allowed',
          'origin-not-allowed',
          'too-many-requests',
        ]),
      },
    },
    handler: (request, reply) => {
      if (events.isFull()) {
        return refuse(
          reply,
          problemOf('too-many-requests', 'As many as there may be read the events already.'),
        )
      }
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, { ...answerHeaders, 'Content-Type': 'text/event-stream' })
      events.open(raw, callerOf(request))
      return reply
    },
  })
}

const description = `Each stream begins with one event \`state\`: all environments and product deployments. From then on
each change is told: \`environment.changed\`, \`environment.removed\`, \`productDeployment.changed\`,
\`productDeployment.removed\`, \`history.changed\`. Their data are the schemas \`StateEvent\`,
\`Environment\`, \`EnvironmentRemovedEvent\`, \`ProductDeployment\`, \`ProductDeploymentRemovedEvent\` and
\`HistoryChangedEvent\`.

Nothing is replayed: whoever reconnects is told the \`state\` again, so that a \`Last-Event-ID\` is not
needed. A reader that is slower than the events come gets the newest of each thing; one that takes
nothing for half a minute is cut off. Comments come as a sign of life.`
