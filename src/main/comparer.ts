import type { Shown } from './shown'

/** Milliseconds that changes are gathered, so that a burst of them is looked at once. */
const gathering = 16
/** To compare takes at most a fifth of the time, however much is shown and changes. */
const pausesPerComparison = 4

export interface Comparer {
  /** What is shown may be another: soon compared, and what differs is told. Before the first
   *  `now` there is nobody to tell. */
  changed(): void
  /** What is shown now; differences are told from it on. */
  now(): Shown
}

/** Tells what is shown beside what was shown when it last told; null the first time. */
export function createComparer(
  show: () => Shown,
  tell: (before: Shown | null, after: Shown) => void,
): Comparer {
  let told: Shown | null = null
  let isGathering = false
  let comparing = 0

  function compare(): Shown {
    const began = performance.now()
    const shown = show()
    tell(told, shown)
    told = shown
    comparing = performance.now() - began
    return shown
  }

  return {
    changed: () => {
      if (isGathering || told === null) return
      isGathering = true
      setTimeout(
        () => {
          isGathering = false
          compare()
        },
        Math.max(gathering, comparing * pausesPerComparison),
      )
    },
    now: compare,
  }
}
