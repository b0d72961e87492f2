import { isUp } from '../../shared/container'
import type { Snapshot, SnapshotEntry } from '../../shared/maintenance'
import type { InspectedMember } from '../../shared/product'
import { unreachable } from '../../shared/result'
import { isHeldDown, serviceOf } from './swarm'

/** What exit has to know of each container that Tagout may touch; of ignored ones, nothing. */
export function snapshotOf(members: readonly InspectedMember[]): Snapshot {
  const containers = members
    .filter(({ role }) => role !== 'ignored')
    .map((member): SnapshotEntry => {
      const { id, name, stack, service, replica, details } = member
      const { restartPolicy } = details
      const entry = { id, name, stack, service, replica, was: was(member), restartPolicy }
      const swarm = swarmEntryOf(member)
      return swarm === null ? entry : { ...entry, swarm }
    })
  return { containers }
}

/** Of a service, what it is brought back to. A job is left alone, and never in a snapshot. */
function swarmEntryOf(member: InspectedMember): SnapshotEntry['swarm'] | null {
  const service = serviceOf(member)
  if (service === null || service.mode === 'job') return null
  const { mode, replicas, constraints, running } = service
  return { mode, replicas, constraints, running }
}

function was({ state }: InspectedMember): SnapshotEntry['was'] {
  switch (state) {
    case 'running':
    case 'paused':
    case 'restarting':
      return state
    case 'created':
    case 'removing':
    case 'exited':
    case 'dead':
      return 'stopped'
    default:
      return unreachable(state)
  }
}

export interface Match {
  readonly entry: SnapshotEntry
  /** Null: no container of the host is the one of the snapshot, nor came in its place. */
  readonly member: InspectedMember | null
}

/**
 * Which container is which, though it was recreated: by id, else by its place (stack, service and
 * replica number), else by name. No container stands for two entries.
 */
export function matchSnapshot(
  { containers }: Snapshot,
  members: readonly InspectedMember[],
): readonly Match[] {
  const free = new Set(members.filter(({ role }) => role !== 'ignored'))
  const found = new Map<SnapshotEntry, InspectedMember>()
  for (const keyOf of [byId, byPlace, byName]) {
    // The last one counts: a one-off of a service has the place of its first container.
    const oneShotsFirst = [...free].sort((one, other) => rankOf(one) - rankOf(other))
    const candidates = new Map(oneShotsFirst.map((member) => [keyOf(member), member]))
    for (const entry of containers) {
      const candidate = candidates.get(keyOf(entry))
      if (found.has(entry) || candidate === undefined || !free.has(candidate)) continue
      if ((entry.swarm === undefined) !== (serviceOf(candidate) === null)) continue
      found.set(entry, candidate)
      free.delete(candidate)
    }
  }
  return containers.map((entry) => ({ entry, member: found.get(entry) ?? null }))
}

function rankOf({ role }: InspectedMember): number {
  return role === 'one-shot' ? 0 : 1
}

type Placed = Pick<SnapshotEntry, 'id' | 'name' | 'stack' | 'service' | 'replica'>

const byId = ({ id }: Placed): string => id
const byName = ({ name }: Placed): string => name
const byPlace = ({ stack, service, replica }: Placed): string =>
  JSON.stringify([stack, service, replica])

/** Whether all that ran at entry, and is still there, runs. */
export function runsAgain(snapshot: Snapshot, members: readonly InspectedMember[]): boolean {
  const ran = matchSnapshot(snapshot, members).filter(({ entry }) => entry.was !== 'stopped')
  return ran.every(({ member }) => member === null || isUp(member.state))
}

/**
 * Whether a vanished tag was taken down by someone, rather than lost: the product is back. What is
 * still held from restarting tells that it is not, unless all of it runs; where nothing had a
 * policy to be held from, anything that runs tells that it is.
 */
export function wasEnded(snapshot: Snapshot, members: readonly InspectedMember[]): boolean {
  const present = matchSnapshot(snapshot, members).flatMap(({ entry, member }) =>
    member === null ? [] : [{ entry, member }],
  )
  const ran = present.filter(({ entry }) => entry.was !== 'stopped')
  const running = ran.filter(({ member }) => isUp(member.state))
  const guarded = present.filter(
    ({ entry, member }) =>
      (entry.restartPolicy.name !== 'no' && member.details.fixedPolicy === null) ||
      (entry.swarm !== undefined && entry.was !== 'stopped'),
  )
  if (running.length === ran.length && (ran.length > 0 || guarded.length === 0)) return true
  return guarded.length > 0 ? guarded.every(({ member }) => !isHeld(member)) : running.length > 0
}

/** It comes back neither by its restart policy nor by Swarm's will. */
function isHeld(member: InspectedMember): boolean {
  const service = serviceOf(member)
  return service === null ? member.details.restartPolicy.name === 'no' : isHeldDown(service)
}
