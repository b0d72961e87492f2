import { isUp } from '../../shared/container'
import type { ContainerId } from '../../shared/ids'
import type { SnapshotEntry, Tag } from '../../shared/maintenance'
import type { InspectedMember } from '../../shared/product'
import { wasStartedSince } from './state'

/** What this Tagout has started in this exit, and has been connected to the engine ever since. */
export type Started = ReadonlySet<ContainerId>

/**
 * Whether a container that nothing restarts has run to its end since the exit was decided: it did
 * what it was started for, and isn't started once more. A daemon's orderly end looks the same
 * (SIGTERM, exit code 0), and what that cut off has to be started again. It was not the daemon if
 * this Tagout saw it all, or if something runs that was started before: a daemon's end spares
 * nothing. Where neither is so, it is started again: rather twice than down.
 */
export function hasRunToItsEnd(
  { was, restartPolicy }: SnapshotEntry,
  member: InspectedMember,
  { exit }: Tag,
  observed: readonly InspectedMember[],
  started: Started,
): boolean {
  const isBatch = restartPolicy.name === 'no' || restartPolicy.name === 'on-failure'
  const { startedAt, finishedAt } = member.details
  // What was paused does not end by itself.
  if (!isBatch || was === 'paused' || exit === null || startedAt === null || finishedAt === null)
    return false
  if (member.state !== 'exited' || member.exitCode !== 0) return false
  if (started.has(member.id)) return true
  return (
    wasStartedSince(exit, member) &&
    observed.some((other) => isUp(other.state) && wasStartedBefore(other, finishedAt))
  )
}

function wasStartedBefore({ details }: InspectedMember, time: string): boolean {
  return details.startedAt !== null && Date.parse(details.startedAt) < Date.parse(time)
}
