import { failed } from '../../../shared/result'
import type { Result } from '../../../shared/result'

/** What the engine answers where it doesn't do as it is told: an HTTP status, and its own words. */
export interface Refusal {
  readonly status: 304 | 400 | 404 | 409 | 500 | 503
  readonly message: string
}

export function refused(status: Refusal['status'], message: string): Result<never, Refusal> {
  return failed({ status, message })
}
