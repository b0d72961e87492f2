import fastifySwagger from '@fastify/swagger'
import { fastify } from 'fastify'
import type { FastifyInstance } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { answerError } from './answer-error'
import { wantToken } from './bearer'
import { answerHeaders } from './headers'
import { listenOnLoopback } from './listen'
import { answerNotFound, knownPaths } from './not-found'
import { documentation } from './openapi'
import type { Answering } from './ports'
import { jsonReader } from './read-json'
import { addDocs } from './routes/docs'
import { addEnvironments } from './routes/environments'
import { addEvents } from './routes/events'
import { addOperationMode } from './routes/operation-mode'
import { addProducts } from './routes/products'
import type { Caller } from './tokens'
import { validatorCompiler } from './validate'

export interface ServerPorts extends Answering {
  readonly callerOf: (token: string) => Caller | null
  /** A defect: whoever asked was told no more than that. */
  readonly defect: (error: unknown) => void
}

/** The server of the API, as it listens. */
export interface ApiServer {
  close(): void
}

const limits = { bodyBytes: 65_536, parameter: 200 } as const

/** Answers what the system said when it can't listen: `EADDRINUSE`, `EACCES`. */
export async function openServer(
  port: number,
  ports: ServerPorts,
): Promise<Result<ApiServer, string>> {
  const app = await createApp(ports)
  const listening = await listenOnLoopback(port, (request, response) =>
    app.routing(request, response),
  )
  if (!listening.ok) {
    await app.close()
    return failed(listening.problem)
  }
  return ok({
    close: () => {
      listening.value.close()
      void app.close()
    },
  })
}

async function createApp(ports: ServerPorts): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    routerOptions: { maxParamLength: limits.parameter },
    frameworkErrors: (error, _, reply) => void answerError(error, reply, ports.defect),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, _, reply) => answerError(error, reply, ports.defect))
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, jsonReader(app))
  app.decorateRequest('caller', null)
  app.addHook('onRequest', (_, reply, done) => {
    reply.headers(answerHeaders)
    done()
  })
  app.addHook('onRequest', wantToken(ports.callerOf))
  const paths = knownPaths(app)
  app.setNotFoundHandler((request, reply) => answerNotFound(request, reply, paths))
  await app.register(fastifySwagger, documentation)
  addEnvironments(app, ports)
  addProducts(app, ports)
  addOperationMode(app, ports)
  addEvents(app, ports)
  addDocs(app)
  await app.ready()
  return app
}
