/** How long the engine is waited for, in milliseconds. */
export interface Deadlines {
  /** For the first answer of all. */
  readonly connect: number
  readonly query: number
  /** Short: while a stop of it hangs, the engine doesn't tell of a container (20.10). */
  readonly inspect: number
  /** A start mounts and attaches, and waits for other starts on a busy host. */
  readonly start: number
  /** Beyond the container's own stop timeout. */
  readonly stopGrace: number
  /** At least so long, and so much beyond what the container's own health check takes. */
  readonly health: number
  /** For a one-shot to end, and for a container that wants to be waited for without a limit. */
  readonly completion: number
}

export const usualDeadlines: Deadlines = {
  connect: 10_000,
  query: 30_000,
  inspect: 5_000,
  start: 120_000,
  stopGrace: 30_000,
  health: 30_000,
  completion: 600_000,
}

/** Seconds: the engine's own default for containers that don't say. */
export const usualStopTimeout = 10

/** A timer that is set for longer (some 24 days) goes off at once. */
export const longestDeadline = 2 ** 31 - 1

export class DeadlineExceeded extends Error {
  constructor(readonly seconds: number) {
    super(`No answer within ${seconds} s`)
  }
}

/** Rejects with `DeadlineExceeded` when the work takes longer; the signal then tells it to end. */
export async function within<T>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const exceeded = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        reject(new DeadlineExceeded(milliseconds / 1000))
        controller.abort()
      },
      Math.min(milliseconds, longestDeadline),
    )
  })
  try {
    return await Promise.race([work(controller.signal), exceeded])
  } finally {
    clearTimeout(timer)
  }
}
