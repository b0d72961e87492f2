import { keyOf } from '../../shared/ids'
import type { ProductRef } from '../../shared/ids'
import type { Tag } from '../../shared/maintenance'
import type { Drifting, InspectedMember } from '../../shared/product'
import { matchSnapshot } from './snapshot'
import { driftOf } from './state'

/** A container that runs although it should not, and the start that made it run. */
export interface DriftStart extends Drifting {
  readonly name: string
  /** ISO 8601, by the engine's clock. */
  readonly startedAt: string | null
}

/** What was started after the tag was hung; what was recreated in its place counts as the same. */
export function driftIn(tag: Tag, members: readonly InspectedMember[]): readonly DriftStart[] {
  const known = new Set(matchSnapshot(tag.snapshot, members).map(({ member }) => member))
  return driftOf(tag, members).map((member) => ({
    container: member.id,
    name: member.name,
    kind: known.has(member) ? 'in-snapshot' : 'appeared',
    startedAt: member.details.startedAt,
  }))
}

/** Each start is news once, however often it is seen. */
export interface DriftNews {
  /** What of this was not there when it was last asked for this product. */
  since(product: ProductRef, drift: readonly DriftStart[]): readonly DriftStart[]
}

/** Remembers in memory only: a Tagout that has just started finds that everything is news. */
export function createDriftNews(): DriftNews {
  const known = new Map<string, ReadonlySet<string>>()
  return {
    since: (product, drift) => {
      const before = known.get(keyOf(product))
      known.set(keyOf(product), new Set(drift.map(startOf)))
      return drift.filter((each) => !before?.has(startOf(each)))
    },
  }
}

function startOf({ container, startedAt }: DriftStart): string {
  return `${container} ${startedAt ?? ''}`
}
