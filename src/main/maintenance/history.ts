import type {
  DriftRecord,
  Ending,
  HistoryRecord,
  Opening,
  RecordedProduct,
  TakeoverRecord,
} from '../../shared/history'
import { instanceOf } from '../../shared/ids'
import type { InstanceId, ProductRef } from '../../shared/ids'
import type { Tag } from '../../shared/maintenance'
import type { InspectedMember } from '../../shared/product'
import { driftIn } from './drift'
import { planFor } from './plan'

/** What a tag tells whoever looks: its changes, its takeover, and what drifts. */
export function recordsOf(
  product: ProductRef,
  tag: Tag,
  members: readonly InspectedMember[],
  instance: InstanceId,
  at: string,
): readonly HistoryRecord[] {
  const isSettled = tag.exit === null && planFor(tag, members).steps.length === 0
  return [
    seen(product, tag, enterOf(tag)),
    ...(tag.exit === null ? [] : [seen(product, tag, exitOf(tag.exit))]),
    ...takeoverOf(product, tag),
    ...(isSettled ? [foundDone(tag.claim, instance, at)] : []),
    ...(tag.exit === null ? driftRecords(product, tag, members, at) : []),
  ]
}

/** The tag that the copy is of was taken down: by its exit, or by someone who left no word. */
export function recordsOfEnd(
  product: ProductRef,
  tag: Tag,
  instance: InstanceId,
  at: string,
): readonly HistoryRecord[] {
  if (tag.exit !== null) {
    return [seen(product, tag, exitOf(tag.exit)), foundDone(tag.exit.claim, instance, at)]
  }
  const change = `${tag.claim}@ended`
  const unknown = { change, trigger: null, from: 'Maintenance', to: 'Normal' } as const
  return [
    { version: 1, kind: 'seen', at, product: named(product, tag), by: '', ...unknown },
    { ...foundDone(tag.claim, instance, at), change, result: 'done-elsewhere' },
  ]
}

/** A change as the tag and its exit mark have it. */
type Transition = Pick<Opening, 'change' | 'trigger' | 'from' | 'to'>

export function enterOf({ claim, trigger }: Tag): Transition {
  return { change: claim, trigger, from: 'Normal', to: 'Maintenance' }
}

export function exitOf({ claim, trigger }: NonNullable<Tag['exit']>): Transition {
  return { change: claim, trigger, from: 'Maintenance', to: 'Normal' }
}

/** It began when its trigger says, by the clock of whoever hung it. */
function seen(product: ProductRef, tag: Tag, transition: Transition): Opening {
  const { at, by } = transition.trigger ?? tag.trigger
  return { version: 1, kind: 'seen', at, product: named(product, tag), by, ...transition }
}

function foundDone(claim: Tag['claim'], instance: InstanceId, at: string): Ending {
  const result = instanceOf(claim) === instance ? 'found-done' : 'done-elsewhere'
  return { version: 1, kind: 'ended', change: claim, at, result, containers: [], problem: null }
}

function takeoverOf(product: ProductRef, tag: Tag): readonly TakeoverRecord[] {
  if (tag.takeover === null) return []
  const { claim, trigger } = tag.takeover
  return [
    {
      version: 1,
      kind: 'taken-over',
      takeover: claim,
      at: trigger.at,
      product: named(product, tag),
      from: tag.trigger,
      to: trigger,
    },
  ]
}

function driftRecords(
  product: ProductRef,
  tag: Tag,
  members: readonly InspectedMember[],
  at: string,
): readonly DriftRecord[] {
  const byId = new Map(members.map((member) => [member.id, member]))
  return driftIn(tag, members).map(({ container, name, kind: place, startedAt }): DriftRecord => {
    const { stack = '', service = '' } = byId.get(container) ?? {}
    return {
      version: 1,
      kind: 'drift',
      at,
      product: named(product, tag),
      container: { container, name, stack, service },
      place,
      startedAt: startedAt ?? at,
    }
  })
}

export function named(
  ref: ProductRef,
  { productName: name, productVersion: version }: Tag,
): RecordedProduct {
  return { ref, name, version }
}
