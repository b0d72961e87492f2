import type { Announcement } from '../shared/ipc'
import { announcementsBetween } from './shown'
import type { Shown } from './shown'

/** Milliseconds that changes are gathered, so that a burst of them is looked at once. */
const gathering = 16
/** To compare takes at most a fifth of the time, however much is shown and changes. */
const pausesPerComparison = 4

export interface Announcer {
  /** What is shown may be another: soon compared, and what differs is announced. Before the first
   *  `now` there is nobody to tell. */
  changed(): void
  /** What is shown now; differences are announced from it on. */
  now(): Shown
}

/** Tells what differs between what was last told and what is to be shown. */
export function createAnnouncer(
  show: () => Shown,
  announce: (announcement: Announcement) => void,
): Announcer {
  let told: Shown | null = null
  let isGathering = false
  let comparing = 0

  function compare(): Shown {
    const began = performance.now()
    const shown = show()
    if (told !== null) for (const each of announcementsBetween(told, shown)) announce(each)
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
