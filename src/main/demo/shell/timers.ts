import type { Clock } from '../../maintenance/ports'

/** Timers of one process or one host, for which time can stand still. */
export interface Timers {
  /** Yields what cancels it. What takes longer than a timer can be set for never comes. */
  after(milliseconds: number, callback: () => void): () => void
  freeze(): void
  thaw(): void
  clear(): void
}

interface Timer {
  due: number
  readonly callback: () => void
  cancel: () => void
}

export function createTimers(clock: Clock): Timers {
  const timers = new Set<Timer>()
  let frozenAt: number | null = null

  function arm(timer: Timer): void {
    timer.cancel = clock.after(Math.max(0, timer.due - clock.now()), () => {
      timers.delete(timer)
      timer.callback()
    })
  }

  return {
    after(milliseconds, callback) {
      if (milliseconds >= 2 ** 31) return () => undefined
      const timer: Timer = { due: clock.now() + milliseconds, callback, cancel: () => undefined }
      timers.add(timer)
      if (frozenAt === null) arm(timer)
      return () => {
        timer.cancel()
        timers.delete(timer)
      }
    },
    freeze() {
      frozenAt ??= clock.now()
      for (const { cancel } of timers) cancel()
    },
    thaw() {
      if (frozenAt === null) return
      const passed = clock.now() - frozenAt
      frozenAt = null
      for (const timer of timers) {
        timer.due += passed
        arm(timer)
      }
    },
    clear() {
      for (const { cancel } of timers) cancel()
      timers.clear()
    },
  }
}
