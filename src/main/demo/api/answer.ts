import type { ServerResponse } from 'node:http'
import type { Result } from '../../../shared/result'
import type { Refusal } from '../host/refusal'

/** What a request is answered with. `open` writes as long as it wants to. */
export type Answer =
  | { readonly status: number; readonly json?: unknown; readonly headers?: Headers }
  | { readonly status: number; readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly status: number; readonly open: (response: ServerResponse) => void }
type Headers = Readonly<Record<string, string>>

export const done: Answer = { status: 204 }

export function json(value: unknown, status = 200): Answer {
  return { status, json: value }
}

export function refusal({ status, message }: Refusal): Answer {
  return status === 304 ? { status } : { status, json: { message } }
}

/** What becomes of a verb without an answer of its own. */
export function answerTo(result: Result<void, Refusal>): Answer {
  return result.ok ? done : refusal(result.problem)
}

export function badRequest(message: string): Answer {
  return refusal({ status: 400, message })
}
