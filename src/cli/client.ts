import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { incompleteProblem, problem } from '../shared/api/problem'
import { CommandFailure } from './failure'
import type { exitCodes } from './failure'
import { call, textOf } from './http'
import { reasonsOf } from './outcome'

/** The API of a running Tagout. */
export interface Client {
  /** Parsed, and as it came. */
  get<T>(path: string, shape: z.ZodType<T>): Promise<Answer<T>>
  put<T>(path: string, body: object, shape: z.ZodType<T>, headers?: Headers): Promise<Answer<T>>
  /** The stream of `GET /api/events`, until the signal ends it. */
  events(signal: AbortSignal): Promise<IncomingMessage>
}

type Headers = Readonly<Record<string, string>>

interface Answer<T> {
  readonly value: T
  readonly json: unknown
}

export interface Place {
  readonly url: string
  readonly token: string
}

export function createClient({ url, token }: Place): Client {
  const at = (path: string): URL => new URL(`/api/${path}`, url)
  async function asked<T>(answer: IncomingMessage, shape: z.ZodType<T>): Promise<Answer<T>> {
    const json = parsed(await textOf(answer))
    const { statusCode = 0 } = answer
    if (statusCode >= 400) throw failureOf(statusCode, json)
    const found = shape.safeParse(json)
    if (!found.success) throw notUnderstood(z.prettifyError(found.error))
    return { value: found.data, json }
  }
  return {
    get: async (path, shape) => asked(await call({ method: 'GET', url: at(path), token }), shape),
    put: async (path, body, shape, headers = {}) =>
      asked(await call({ method: 'PUT', url: at(path), token, body, headers }), shape),
    events: async (signal) => {
      const headers = { Accept: 'text/event-stream' }
      const answer = await call({ method: 'GET', url: at('events'), token, headers, signal })
      const { statusCode = 0 } = answer
      if (statusCode !== 200) throw failureOf(statusCode, parsed(await textOf(answer)))
      return answer
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notUnderstood(`It is no JSON: ${text.slice(0, 200)}`)
  }
}

const byStatus: Readonly<Record<number, keyof typeof exitCodes>> = {
  400: 'usage',
  401: 'unauthorized',
  404: 'not-found',
  409: 'refused',
  502: 'incomplete',
  503: 'offline',
}

function failureOf(status: number, json: unknown): CommandFailure {
  const exit = byStatus[status] ?? 'failed'
  const incomplete = incompleteProblem.safeParse(json)
  if (incomplete.success) {
    const { detail, todo = null } = incomplete.data
    const text = [detail, ...reasonsOf(incomplete.data)].join('\n')
    return new CommandFailure('incomplete', text, todo, json)
  }
  const known = problem.safeParse(json)
  if (!known.success) return notUnderstood(`Status ${status}`)
  const { title, detail, todo = null, errors = [], code } = known.data
  const faults = errors.map((each) => `  ${each.in} ${each.pointer}: ${each.detail}`)
  return new CommandFailure(
    // 502 is the engine's, too, before anything was begun.
    status === 502 ? 'failed' : exit,
    [detail === '' ? title : detail, ...faults].join('\n'),
    todoFor(code) ?? todo,
    json,
  )
}

function todoFor(code: string): string | null {
  if (code === 'acknowledgement-needed') return 'If they may be deleted, add --yes.'
  if (code === 'unauthorized') return 'Make a token in Tagout, under Settings, or take it anew.'
  return null
}

function notUnderstood(detail: string): CommandFailure {
  return new CommandFailure(
    'failed',
    `What answers there is no Tagout, or one of another version. ${detail}`,
    'Use the tagout command that came with the Tagout that runs.',
  )
}
