import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { within } from './deadlines'
import { rejectionOf } from './problems'
import type { Rejection } from './problems'

/** One request with its deadline, in milliseconds. Never rejects. */
export async function ask(
  deadline: number,
  request: (abortSignal: AbortSignal) => Promise<unknown>,
): Promise<Result<unknown, Rejection>> {
  try {
    return ok(await within(deadline, request))
  } catch (error) {
    return failed(rejectionOf(error))
  }
}
