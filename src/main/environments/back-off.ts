import type { Clock } from '../maintenance/ports'

const first = 500
const longest = 30_000

export interface BackOff {
  /** Once, and each time later than the time before; with jitter, so that many don't come at once. */
  after(callback: () => void): void
  cancel(): void
  reset(): void
}

export function createBackOff(clock: Clock, random: () => number = Math.random): BackOff {
  let delay = first
  let cancel: () => void = () => undefined
  return {
    after: (callback) => {
      cancel()
      cancel = clock.after(delay * (0.75 + random() / 2), callback)
      delay = Math.min(longest, delay * 2)
    },
    cancel: () => cancel(),
    reset: () => {
      delay = first
    },
  }
}
