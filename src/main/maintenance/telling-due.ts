import { isUp } from '../../shared/container'
import type { Mark, Tag } from '../../shared/maintenance'
import type { InspectedMember } from '../../shared/product'
import type { Message, Told } from './ports'
import { matchSnapshot } from './snapshot'
import type { Match } from './snapshot'
import { driftOf, stateOf } from './state'
import { isHeldDown, serviceOf } from './swarm'

/** What has to come before the next step, or before the tag is taken down. */
export type TellingDue =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'tell'; readonly message: Message }
  /** The rest of the grace period. */
  | { readonly kind: 'wait'; readonly milliseconds: number }
  /** The grace period has passed, or something was stopped in it. */
  | { readonly kind: 'over' }

const nothing: TellingDue = { kind: 'nothing' }

/**
 * A person's entering and a person's exit are told, once each; what was cut off is told again.
 * `told` is what this Tagout has told of the product, `now` in milliseconds by this machine's clock.
 */
export function tellingDue(
  tag: Tag,
  members: readonly InspectedMember[],
  told: Told | null,
  now: number,
): TellingDue {
  if (tag.exit !== null) {
    if (tag.exit.trigger.source !== 'Manual') return nothing
    const isOver = told?.change === tag.exit.claim && told.telling.state !== 'telling'
    return isOver ? nothing : { kind: 'tell', message: messageOf('normal', tag, tag.exit) }
  }
  if (tag.trigger.source !== 'Manual') return nothing
  const tell = { kind: 'tell', message: messageOf('maintenance', tag, tag) } as const
  if (told?.change !== tag.claim) return isUntouched(tag, members) ? tell : nothing
  switch (told.telling.state) {
    case 'telling':
      return hasBegun(tag, members) ? nothing : tell
    case 'waiting': {
      const milliseconds = hasBegun(tag, members) ? 0 : restOf(told, now)
      return milliseconds > 0 ? { kind: 'wait', milliseconds } : { kind: 'over' }
    }
    case 'told':
    case 'failed':
      return nothing
  }
}

/** A clock that was put back meanwhile must not make it longer than it was. */
function restOf({ telling: { until }, gracePeriodMs }: Told, now: number): number {
  return until === null ? 0 : Math.min(Date.parse(until) - now, gracePeriodMs)
}

function messageOf(
  says: Message['says'],
  { productDeploymentId: product }: Tag,
  { claim: id, trigger: { reason, at } }: Pick<Mark, 'claim' | 'trigger'>,
): Message {
  return { says, product, reason, at, id }
}

/** Nothing was done for the tag yet, nor did anything end by itself: whoever hung it. */
function isUntouched(tag: Tag, members: readonly InspectedMember[]): boolean {
  if (stateOf(tag, members).mode === 'Maintenance' && driftOf(tag, members).length > 0) return false
  return matchSnapshot(tag.snapshot, members).every(
    (match) => match.member !== null && !isDown(match) && !isHeld(match),
  )
}

/**
 * Whether the steps of entering have begun. What is held tells, since nobody else does that: a
 * container that is down may have ended by itself, as products do that are told of a maintenance.
 * Only where there is nothing to hold, it has to do.
 */
export function hasBegun({ snapshot }: Tag, members: readonly InspectedMember[]): boolean {
  const matches = matchSnapshot(snapshot, members)
  const isHoldable = ({ entry, member }: Match): boolean =>
    entry.swarm === undefined
      ? entry.restartPolicy.name !== 'no' && (member?.details.fixedPolicy ?? null) === null
      : entry.was !== 'stopped'
  return matches.some(isHoldable)
    ? matches.some(isHeld)
    : matches.some((match) => match.member === null || isDown(match))
}

function isDown({ entry, member }: Match): boolean {
  return entry.was !== 'stopped' && member !== null && !isUp(member.state)
}

/** It was put out of its restart policy's, or Swarm's, reach since the snapshot. */
function isHeld({ entry, member }: Match): boolean {
  if (member === null) return false
  const service = serviceOf(member)
  if (service !== null) return entry.was !== 'stopped' && isHeldDown(service)
  return entry.restartPolicy.name !== 'no' && member.details.restartPolicy.name === 'no'
}
