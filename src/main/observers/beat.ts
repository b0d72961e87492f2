import type { Clock } from '../maintenance/ports'

/** When one observer checks: never twice at once. */
export interface Beat {
  isChecking(): boolean
  /** Milliseconds since 1970; null while it is checking, or checks only when asked. */
  nextAt(): number | null
  /** Yields when a check is done that began after this call. */
  now(): Promise<void>
  /** Within so many milliseconds; what is asked for meanwhile is the same check. */
  within(milliseconds: number): void
  stop(): void
}

export interface BeatPorts {
  readonly clock: Clock
  /** From 0 to 1. */
  readonly random: () => number
  /** Milliseconds between the end of one check and the begin of the next, give or take a tenth. */
  readonly interval: number
  /** It checks by itself, and not only when asked. */
  readonly isAutomatic: boolean
  /** Never rejects. */
  readonly check: () => Promise<void>
  /** `isChecking` or `nextAt` yields something else. */
  readonly changed: () => void
}

/** First checks are spread over so many milliseconds, so that a start asks not everyone at once. */
const firstWithin = 2000
/** A check that is later than this was slept through; those are spread as far. */
const slept = 10_000

export function createBeat(ports: BeatPorts): Beat {
  const { clock, random, interval, isAutomatic } = ports
  let underWay: Promise<void> | null = null
  let following: Promise<void> | null = null
  let next: { readonly at: number; cancel(): void } | null = null
  let isStopped = false

  function schedule(milliseconds: number, mayBeLate = false): void {
    next?.cancel()
    const at = clock.now() + milliseconds
    const cancel = clock.after(milliseconds, () => {
      const isLate = clock.now() - at > slept
      if (isLate && !mayBeLate) schedule(random() * Math.min(interval, slept), true)
      else void begin()
    })
    next = { at, cancel }
    ports.changed()
  }

  function begin(): Promise<void> {
    next?.cancel()
    next = null
    const check = ports.check().finally(() => {
      underWay = null
      if (isStopped) return
      if (isAutomatic && following === null) schedule(interval * (0.9 + random() * 0.2))
      else ports.changed()
    })
    underWay = check
    ports.changed()
    return check
  }

  function now(): Promise<void> {
    if (underWay === null) return begin()
    following ??= underWay.then(() => {
      following = null
      return isStopped ? undefined : begin()
    })
    return following
  }

  if (isAutomatic) schedule(random() * Math.min(interval, firstWithin))
  return {
    isChecking: () => underWay !== null,
    nextAt: () => next?.at ?? null,
    now,
    within: (milliseconds) => {
      if (isStopped || !isAutomatic) return
      if (underWay !== null) void now()
      else if (next === null || next.at > clock.now() + milliseconds) schedule(milliseconds)
    },
    stop: () => {
      isStopped = true
      next?.cancel()
      next = null
    },
  }
}
