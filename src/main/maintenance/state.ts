import { isUp } from '../../shared/container'
import { triggerOf } from '../../shared/maintenance'
import type { Maintenance, Tag, UnreadableTag } from '../../shared/maintenance'
import type { InspectedMember } from '../../shared/product'
import { matchSnapshot } from './snapshot'

/** The state is never stored: it is what the tag says, held against what the engine says. */
export function stateOf(
  tag: Tag | UnreadableTag | null,
  members: readonly InspectedMember[],
): Maintenance {
  if (tag === null) return { mode: 'Normal' }
  if (isUnreadable(tag)) return { mode: 'Unreadable', volume: tag.volume, detail: tag.detail }
  const owned = { trigger: triggerOf(tag), takenOverFrom: tag.takeover ? tag.trigger : null }
  if (tag.exit !== null) return { mode: 'Exiting', ...owned, exit: tag.exit.trigger }
  if (notYetStopped(tag, members).length > 0 || notYetHeld(tag, members).length > 0) {
    return { mode: 'Entering', ...owned }
  }
  return { mode: 'Maintenance', ...owned }
}

export function isUnreadable(tag: Tag | UnreadableTag): tag is UnreadableTag {
  return 'detail' in tag
}

/** It would come back by its restart policy, with the daemon or with the host, and can be held. */
export function isUnheld({ details: { restartPolicy, fixedPolicy } }: InspectedMember): boolean {
  return restartPolicy.name !== 'no' && fixedPolicy === null
}

export function notYetHeld(
  tag: Tag,
  members: readonly InspectedMember[],
): readonly InspectedMember[] {
  return matchSnapshot(tag.snapshot, members).flatMap(({ entry, member }) =>
    member !== null && entry.restartPolicy.name !== 'no' && isUnheld(member) ? [member] : [],
  )
}

/**
 * What runs since before the tag was hung. Both times are the engine's own, so that other clocks
 * don't matter. What is not yet held, or can't be, may have been restarted by its policy meanwhile:
 * it is not yet stopped either. One that was recreated since was started by whoever recreated it.
 */
export function notYetStopped(
  tag: Tag,
  members: readonly InspectedMember[],
): readonly InspectedMember[] {
  const unheld = new Set(notYetHeld(tag, members))
  const original = new Set(tag.snapshot.containers.map(({ id }) => id))
  const mayBeItsPolicys = (member: InspectedMember): boolean =>
    unheld.has(member) || member.details.fixedPolicy?.startedIt === true
  return runningAlthoughTagged(members).filter(
    (member) =>
      !wasStartedSince(tag, member) || (mayBeItsPolicys(member) && original.has(member.id)),
  )
}

/** What was started after the tag was hung, although it should not run. */
export function driftOf(tag: Tag, members: readonly InspectedMember[]): readonly InspectedMember[] {
  const expected = new Set(notYetStopped(tag, members))
  return runningAlthoughTagged(members).filter((member) => !expected.has(member))
}

function runningAlthoughTagged(members: readonly InspectedMember[]): readonly InspectedMember[] {
  return members.filter(({ role, state }) => role !== 'ignored' && isUp(state))
}

/** Since it was hung; its time is to the second, and within it a start counts as before. */
export function wasStartedSince(
  { hungAt }: Pick<Tag, 'hungAt'>,
  { details: { startedAt } }: InspectedMember,
): boolean {
  if (startedAt === null) return false
  const second = (iso: string): number => Math.floor(Date.parse(iso) / 1000)
  return second(startedAt) > second(hungAt)
}
