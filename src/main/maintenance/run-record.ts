import type { Change, Outcome } from '../../shared/change'
import type { Ending, Opening, RecordedContainer } from '../../shared/history'
import type { ProductRef } from '../../shared/ids'
import type { OperationMode, Tag } from '../../shared/maintenance'
import type { InspectedMember } from '../../shared/product'
import { enterOf, exitOf, named } from './history'
import type { Drift } from './plan'
import type { Clock, History } from './ports'
import { stepsByContainer } from './progress'
import { driftOf, stateOf } from './state'

/**
 * What a run leaves behind. The change is called by the claim on the host, so that what goes on
 * after a crash goes on under the same entry.
 */
interface RunRecord {
  begun(tag: Tag, members: readonly InspectedMember[]): void
  /** Yields the outcome. Call it before what tells a restart that nothing is left goes. */
  ended(change: Change, outcome: Outcome): Outcome
}

interface RecordPorts {
  readonly history: History
  readonly clock: Clock
  readonly drift: Drift
  /** `user@machine`. */
  readonly by: string
}

export function createRunRecord(
  product: ProductRef,
  towards: OperationMode,
  { history, clock, drift, by }: RecordPorts,
): RunRecord {
  let opening: Opening | null = null
  const now = (): string => new Date(clock.now()).toISOString()
  return {
    begun: (tag, members) => {
      opening = openingOf(product, tag, members, { towards, drift, by, at: now() })
      if (opening !== null) history.record(opening)
    },
    ended: (change, outcome) => {
      if (opening !== null) history.record(endingOf(opening.change, now(), change, outcome))
      return outcome
    },
  }
}

/** Null: there is no drift to stop again. */
function openingOf(
  product: ProductRef,
  tag: Tag,
  members: readonly InspectedMember[],
  run: {
    readonly towards: OperationMode
    readonly drift: Drift
    readonly by: string
    readonly at: string
  },
): Opening | null {
  const { towards, by, at } = run
  const isStoppingAgain = run.drift === 'stopped' && stateOf(tag, members).mode === 'Maintenance'
  if (isStoppingAgain && driftOf(tag, members).length === 0) return null
  const opened = { version: 1, kind: 'begun', at, product: named(product, tag), by } as const
  if (isStoppingAgain) {
    const trigger = { source: 'Manual', reason: '', by, at } as const
    const change = `${tag.claim}@${at}`
    return { ...opened, change, trigger, from: 'Maintenance', to: 'Maintenance' }
  }
  return towards === 'Normal' && tag.exit !== null
    ? { ...opened, ...exitOf(tag.exit) }
    : { ...opened, ...enterOf(tag) }
}

function endingOf(change: string, at: string, ended: Change, outcome: Outcome): Ending {
  const byContainer = stepsByContainer(ended)
  return {
    version: 1,
    kind: 'ended',
    change,
    at,
    result: outcome.result === 'incomplete' ? 'incomplete' : 'changed',
    problem: outcome.problem,
    ...(outcome.telling === null ? {} : { telling: outcome.telling }),
    containers: outcome.containers.map((container): RecordedContainer => {
      const taken = byContainer.get(container.container) ?? []
      const stop = taken.find(({ action }) => action === 'stop')
      return {
        ...container,
        exitCode: stop?.exitCode ?? null,
        steps: taken.map(({ action, state, startedAt, tookMs, problem }) => {
          return { action, state, startedAt, tookMs, problem }
        }),
      }
    }),
  }
}
