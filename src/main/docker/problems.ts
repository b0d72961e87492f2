import { z } from 'zod'
import type { ConnectionProblem, EngineProblem } from '../../shared/problem'
import { DeadlineExceeded } from './deadlines'
import { addressOf } from './endpoint'
import type { DirectEndpoint } from './endpoint'
import { tlsProblemOf } from './tls-problem'

/**
 * Why a request was rejected.
 * - `already-so`: what it asked for is so already (304)
 * - `not-there`: something it needs does not exist (404); not always what it named
 * - `other`: what `problem` says
 */
export interface Rejection {
  readonly kind: 'already-so' | 'not-there' | 'other'
  readonly problem: EngineProblem
}

/** dockerode rejects with an `Error` that carries the status and the engine's JSON answer. */
const httpError = z.object({
  statusCode: z.number(),
  json: z.object({ message: z.string() }).optional().catch(undefined),
  message: z.string(),
})

const systemError = z.object({ code: z.string() })

/** The one place that knows what dockerode rejects with. */
export function rejectionOf(error: unknown): Rejection {
  if (error instanceof DeadlineExceeded) {
    return other({ code: 'engine-timeout', seconds: error.seconds })
  }
  const answered = httpError.safeParse(error)
  if (!answered.success) return other({ code: 'engine-unreachable', detail: detailOf(error) })

  const { statusCode: status, json, message } = answered.data
  const problem: EngineProblem = {
    code: 'engine-refused',
    status,
    detail: (json?.message ?? message).trim(),
  }
  if (status === 304) return { kind: 'already-so', problem }
  if (status === 404) return { kind: 'not-there', problem }
  return other(problem)
}

/** It answers, but not as an engine does. */
export class NotAnEngine extends Error {}

/**
 * Why there is no connection, from what a request or a stream broke with.
 * @param address what is shown in place of the endpoint's
 */
export function connectionProblemOf(
  error: unknown,
  endpoint: DirectEndpoint,
  address = addressOf(endpoint),
): ConnectionProblem {
  const detail = detailOf(error)
  if (error instanceof NotAnEngine) return { code: 'not-an-engine', address, detail }
  if (error instanceof DeadlineExceeded) return { code: 'connection-timeout', address }
  if (httpError.safeParse(error).success) {
    return detail.includes('HTTP request to an HTTPS server')
      ? { code: 'tls-required', address }
      : { code: 'not-an-engine', address, detail }
  }
  const code = codeOf(error)
  if (code.startsWith('HPE_')) return { code: 'not-an-engine', address, detail }
  const tls = endpoint.kind === 'tcp' ? endpoint.tls : null
  const tlsProblem = tlsProblemOf(code, error, { address, detail, tls })
  if (tlsProblem !== null) return tlsProblem
  const socket = endpoint.kind === 'socket' ? endpoint.path : null
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return socket === null
        ? { code: 'connection-lost', detail }
        : { code: 'socket-missing', path: socket }
    case 'EACCES':
    case 'EPERM':
      return socket === null
        ? { code: 'connection-lost', detail }
        : { code: 'socket-forbidden', path: socket }
    case 'ECONNREFUSED':
      return { code: 'connection-refused', address }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return { code: 'host-not-found', address }
    case 'ETIMEDOUT':
      return { code: 'connection-timeout', address }
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
      return { code: 'host-unreachable', address, detail }
    default:
      return { code: 'connection-lost', detail }
  }
}

function codeOf(error: unknown): string {
  const read = systemError.safeParse(error)
  return read.success ? read.data.code : ''
}

/** An `AggregateError` (each address of a host failed) has no message of its own. */
function detailOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return detailOf(error.errors[0])
  return error instanceof Error ? error.message.trim() : String(error)
}

function other(problem: EngineProblem): Rejection {
  return { kind: 'other', problem }
}
