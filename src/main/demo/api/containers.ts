import type { ServerResponse } from 'node:http'
import { isRunning } from '../host/container'
import type { Container } from '../host/container'
import { noSuchContainer } from '../host/start'
import { answerTo, badRequest, json, refusal } from './answer'
import type { Answer } from './answer'
import { filtersIn } from './filters'
import { inspected, listed } from './inspection'
import type { Asked, Route } from './route'
import { wantedContainer, wantedUpdate } from './wanted-container'

type Verb = (container: Container, asked: Asked) => Answer | Promise<Answer>

export const containerRoutes: readonly Route[] = [
  { method: 'GET', path: '/containers/json', answer: list },
  { method: 'POST', path: '/containers/create', answer: create },
  on('GET', 'json', (container) => json(inspected(container))),
  on('POST', 'start', async (container, { host }) => answerTo(await host.start(container))),
  on('POST', 'stop', async (container, { host, query }) =>
    answerTo(await host.stop(container, timeoutIn(query))),
  ),
  on('POST', 'restart', async (container, { host, query }) =>
    answerTo(await host.restart(container, timeoutIn(query))),
  ),
  on('POST', 'kill', (container, { host, query, parameters: [reference = ''] }) =>
    answerTo(host.kill(container, query.get('signal'), reference)),
  ),
  on('POST', 'pause', (container, { host }) => answerTo(host.pause(container))),
  on('POST', 'unpause', (container, { host }) => answerTo(host.unpause(container))),
  on('POST', 'rename', (container, { host, query }) =>
    answerTo(host.rename(container, query.get('name') ?? '')),
  ),
  on('POST', 'update', (container, { host, body }) => {
    const policy = wantedUpdate(body)
    if (!policy.ok) return badRequest(policy.problem)
    const updated = host.update(container, policy.value)
    return updated.ok ? json({ Warnings: null }) : refusal(updated.problem)
  }),
  on('POST', 'wait', (container, { query }) => ({
    status: 200,
    open: (response) => waitFor(container, query.get('condition') ?? '', response),
  })),
  on('GET', 'logs', (container) => ({
    status: 200,
    bytes: framed(container.output),
    contentType: 'application/vnd.docker.multiplexed-stream',
  })),
  {
    method: 'DELETE',
    path: '/containers/{id}',
    answer: (asked) =>
      withContainer(asked, (container, { host, query }) =>
        answerTo(host.remove(container, isTrue(query.get('force')))),
      ),
  },
]

function on(method: Route['method'], what: string, verb: Verb): Route {
  return {
    method,
    path: `/containers/{id}/${what}`,
    answer: (asked) => withContainer(asked, verb),
  }
}

function withContainer(asked: Asked, verb: Verb): Answer | Promise<Answer> {
  const [reference = ''] = asked.parameters
  const container = asked.host.containers.find(reference)
  return container === null ? refusal(noSuchContainer(reference)) : verb(container, asked)
}

function list({ host, query }: Asked): Answer {
  if (filtersIn(query, []) === null) return badRequest('invalid filter')
  const now = host.clock.now()
  const isAll = isTrue(query.get('all'))
  const shown = [...host.containers.all()].filter((each) => isAll || isRunning(each))
  return json(shown.reverse().map((container) => listed(container, now)))
}

function create({ host, body, query }: Asked): Answer {
  const wanted = wantedContainer(body)
  if (!wanted.ok) return badRequest(wanted.problem)
  const name = query.get('name')
  if (name !== null && !/^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
    return badRequest(
      `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
    )
  }
  const { config, policy } = wanted.value
  const created = host.create(name, config, policy)
  return created.ok ? json({ Id: created.value.id, Warnings: [] }, 201) : refusal(created.problem)
}

/** The head of the answer is sent at once. */
function waitFor({ life, state }: Container, condition: string, response: ServerResponse): void {
  const tell = (StatusCode: number): void => void response.end(JSON.stringify({ StatusCode }))
  const listeners = { removed: life.onRemoved, 'next-exit': life.onExit }[condition]
  if (listeners !== undefined) listeners.add(tell)
  else if (life.process === null && life.endBackOff === null) tell(state.exitCode)
  else life.onDown.add(tell)
}

function timeoutIn(query: URLSearchParams): number | null {
  const seconds = Number.parseInt(query.get('t') ?? '', 10)
  return Number.isNaN(seconds) ? null : seconds
}

function isTrue(text: string | null): boolean {
  return text === '1' || text === 'true'
}

/** As of a container without a terminal: each piece has its stream and its length before it. */
function framed(output: string): Uint8Array {
  const text = Buffer.from(output)
  if (text.length === 0) return text
  const head = Buffer.alloc(8)
  head.writeUInt8(1, 0)
  head.writeUInt32BE(text.length, 4)
  return Buffer.concat([head, text])
}
