import type { Clock } from '../maintenance/ports'

const first = 500
const longest = 30_000

export interface BackOff {
  /**
   * Once, and each time later than the time before; with jitter, so that many don't come at once.
   * @returns in how many milliseconds
   */
  after(callback: () => void): number
  cancel(): void
  reset(): void
}

export function createBackOff(clock: Clock, random: () => number = Math.random): BackOff {
  let delay = first
  let cancel: () => void = () => undefined
  return {
    after: (callback) => {
      cancel()
      const wait = delay * (0.75 + random() / 2)
      cancel = clock.after(wait, callback)
      delay = Math.min(longest, delay * 2)
      return wait
    },
    cancel: () => cancel(),
    reset: () => {
      delay = first
    },
  }
}
