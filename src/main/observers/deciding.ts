import type { Change, Outcome } from '../../shared/change'
import type { Maintenance, OperationMode, Trigger } from '../../shared/maintenance'
import type { Problem } from '../../shared/problem'
import type { Result } from '../../shared/result'
import { decide } from '../maintenance/decide'

/** A product as it is shown. */
export interface Look {
  readonly productName: string
  readonly maintenance: Maintenance
  readonly change: Change | null
  /** Why its engine can't be asked, so that the rest is only remembered. */
  readonly problem: Problem | null
}

/** What follows from a reading. */
export type Wish =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ask'; readonly to: OperationMode }
  | { readonly kind: 'refused'; readonly problem: Problem }

/**
 * The core's own table, held against what is shown: the core is asked only where that would change
 * something, so that a source that says the same again costs the engine nothing.
 */
export function wishOf(says: 'maintenance' | 'normal', look: Look): Wish {
  const type = says === 'maintenance' ? 'enter' : 'exit'
  const decision = decide(look.maintenance, { type, trigger: someObserver })
  switch (decision.kind) {
    case 'no-op':
      return isLeftIncomplete(look, says) ? wished(says, look) : { kind: 'nothing' }
    case 'go':
      return wished(says, look)
    case 'refused':
      return decision
  }
}

function wished(says: 'maintenance' | 'normal', { problem }: Look): Wish {
  if (problem !== null) return { kind: 'refused', problem }
  return { kind: 'ask', to: says === 'maintenance' ? 'Maintenance' : 'Normal' }
}

/** An observer's own, and of this direction. What a person has cancelled is theirs to go on with. */
function isLeftIncomplete({ maintenance, change }: Look, says: 'maintenance' | 'normal'): boolean {
  if (!('trigger' in maintenance) || maintenance.trigger.source !== 'Observer') return false
  if (change?.state !== 'incomplete' || change.problem?.code === 'cancelled') return false
  return change.to === (says === 'maintenance' ? 'Maintenance' : 'Normal')
}

/** Who, why and when don't matter to the table. */
const someObserver: Trigger = { source: 'Observer', reason: '', by: '', at: '' }

/** Why the mode is not what was asked for; null: it is. */
export function refusalOf(answer: Result<Outcome, Problem>): Problem | null {
  if (!answer.ok) return answer.problem
  const { result, problem, containers } = answer.value
  if (result !== 'incomplete') return null
  const [first] = containers.flatMap((each) => (each.problem === null ? [] : [each.problem]))
  return problem ?? first ?? { code: 'cancelled' }
}

/** A tag's reason holds a thousand characters. */
const longestWatched = 700
/** What is longer is no flag: it may be anything, and is not for everyone to read on the host. */
const longestValue = 40

/** `http https://erp.local/api/maintenance says "true"` */
export function reasonOf(type: string, watches: string, value: string): string {
  const what = watches.length <= longestWatched ? watches : `${watches.slice(0, longestWatched)}…`
  const said = value.replace(/\s+/g, ' ').trim()
  return said.length <= longestValue
    ? `${type} ${what} says "${said}"`
    : `${type} ${what} says something of ${value.length} characters`
}
