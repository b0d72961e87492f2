import { isUp } from '../../shared/container'
import type { Snapshot, SnapshotEntry } from '../../shared/maintenance'
import type { InspectedMember } from '../../shared/product'
import { unreachable } from '../../shared/result'

/** What exit has to know of each container that Tagout may touch; of ignored ones, nothing. */
export function snapshotOf(members: readonly InspectedMember[]): Snapshot {
  const containers = members
    .filter(({ role }) => role !== 'ignored')
    .map((member): SnapshotEntry => {
      const { id, name, stack, service, replica, details } = member
      const { restartPolicy } = details
      return { id, name, stack, service, replica, was: was(member), restartPolicy }
    })
  return { containers }
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
    const candidates = new Map([...free].map((member) => [keyOf(member), member]))
    for (const entry of containers) {
      const candidate = candidates.get(keyOf(entry))
      if (found.has(entry) || candidate === undefined || !free.has(candidate)) continue
      found.set(entry, candidate)
      free.delete(candidate)
    }
  }
  return containers.map((entry) => ({ entry, member: found.get(entry) ?? null }))
}

type Placed = Pick<SnapshotEntry, 'id' | 'name' | 'stack' | 'service' | 'replica'>

const byId = ({ id }: Placed): string => id
const byName = ({ name }: Placed): string => name
const byPlace = ({ stack, service, replica }: Placed): string =>
  JSON.stringify([stack, service, replica])

/** Whether the product is back, or on its way: then a vanished tag was taken down by someone. */
export function wasEnded(snapshot: Snapshot, members: readonly InspectedMember[]): boolean {
  const touched = matchSnapshot(snapshot, members).filter(({ entry }) => entry.was !== 'stopped')
  const present = touched.filter(({ member }) => member !== null)
  if (present.length === 0) return true
  return present.some(
    ({ entry, member }) =>
      member !== null &&
      (isUp(member.state) ||
        (entry.restartPolicy.name !== 'no' && member.details.restartPolicy.name !== 'no')),
  )
}
