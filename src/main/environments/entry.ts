import type { Environment } from '../../shared/environment'
import type { StoredEnvironment, StoredEnvironments } from '../storage/environments-file'
import type { LiveEnvironment, LocatedEnvironment } from './environment'
import type { UsedId } from './environment-id'
import { nameOf } from './reach'

/** One of the user's environments: as it is kept, and as it is. */
export interface Entry {
  readonly stored: StoredEnvironment
  readonly live: LiveEnvironment
}

export function usedBy({ stored, live }: Entry): UsedId {
  return { id: live.id, reach: stored.reach }
}

export function usedByStored({ id, reach }: StoredEnvironment): readonly UsedId[] {
  return id === null ? [] : [{ id, reach }]
}

export function withFormer(
  former: readonly UsedId[],
  more: readonly UsedId[],
): StoredEnvironments['removed'] {
  const before = former.filter(({ id }) => !more.some((one) => one.id === id))
  return [...before, ...more]
}

/** Nothing of the way there is another, the key included. */
export function isReachedAs(one: StoredEnvironment, other: StoredEnvironment): boolean {
  return (
    one.sealedKey === other.sealedKey && JSON.stringify(one.reach) === JSON.stringify(other.reach)
  )
}

const shownEntries = new WeakMap<
  LocatedEnvironment,
  { stored: StoredEnvironment; environment: Environment }
>()

/** The same object as long as nothing of it is another. */
export function shownOf({ stored, live }: Entry): Environment {
  const located = live.shown()
  const known = shownEntries.get(located)
  if (known?.stored === stored) return known.environment
  const environment = describe(stored, located)
  shownEntries.set(located, { stored, environment })
  return environment
}

function describe(stored: StoredEnvironment, located: LocatedEnvironment): Environment {
  const { name, reach } = stored
  const isLocated = located.address !== '' || located.attempts.length > 0
  return {
    ...located,
    name: name ?? (isLocated ? located.name : nameOf(reach)),
    reach,
    givenName: name,
  }
}
