import type { Clock } from '../../../src/main/maintenance/ports'

/** Time passes when the test says so. */
export interface ManualClock extends Clock {
  pass(milliseconds: number): void
}

export function createManualClock(start: string): ManualClock {
  let now = Date.parse(start)
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>()
  return {
    now: () => now,
    after: (milliseconds, callback) => {
      const timer = { due: now + milliseconds, callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    pass: (milliseconds) => {
      const until = now + milliseconds
      for (;;) {
        const [next] = [...timers]
          .filter(({ due }) => due <= until)
          .sort((one, other) => one.due - other.due)
        if (next === undefined) break
        timers.delete(next)
        now = Math.max(now, next.due)
        next.callback()
      }
      now = until
    },
  }
}
