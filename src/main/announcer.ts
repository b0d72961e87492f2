import type { Announcement } from '../shared/ipc'
import { createComparer } from './comparer'
import type { Comparer } from './comparer'
import { announcementsBetween } from './shown'
import type { Shown } from './shown'

/** Announces what differs between what was last told and what is to be shown. */
export function createAnnouncer(
  show: () => Shown,
  announce: (announcement: Announcement) => void,
): Comparer {
  return createComparer(show, (before, after) => {
    if (before !== null) for (const each of announcementsBetween(before, after)) announce(each)
  })
}
