import type { ObservationProblem } from '../../shared/observer'
import { failed } from '../../shared/result'
import type { Result } from '../../shared/result'

/** How long all of it may take, and what calls it off before. */
export interface Limits {
  /** Milliseconds. */
  readonly deadline: number
  readonly abort?: AbortSignal | undefined
}

/**
 * The work's result, or at the deadline `source-timeout`, whatever the work is doing then. Its
 * signal tells it to let go of what it has open.
 */
export async function withinLimits<T>(
  { deadline, abort }: Limits,
  work: (signal: AbortSignal) => Promise<Result<T, ObservationProblem>>,
): Promise<Result<T, ObservationProblem>> {
  const ending = new AbortController()
  return new Promise((resolve, reject) => {
    const end = (problem: ObservationProblem): void => {
      resolve(failed(problem))
      ending.abort()
    }
    const calledOff = (): void =>
      end({ code: 'source-unreachable', detail: 'The check was called off.' })
    const timer = setTimeout(() => end(timedOut(deadline)), deadline)
    if (abort?.aborted) calledOff()
    abort?.addEventListener('abort', calledOff)
    work(ending.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer)
        abort?.removeEventListener('abort', calledOff)
      })
  })
}

export function timedOut(deadline: number): ObservationProblem {
  return { code: 'source-timeout', seconds: deadline / 1000 }
}
