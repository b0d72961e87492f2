import { isUp, samePolicy } from '../../shared/container'
import type { RestartPolicy } from '../../shared/container'
import type { Snapshot, SnapshotEntry, Tag } from '../../shared/maintenance'
import type { Action, After, Cause, Plan, Step, StepId } from '../../shared/plan'
import type { Condition, InspectedMember } from '../../shared/product'
import { hasRunToItsEnd } from './batch'
import type { Started } from './batch'
import { graphOf } from './graph'
import type { Graph } from './graph'
import { withoutCycles } from './order'
import { matchSnapshot } from './snapshot'
import { restoreOf, serviceOf, stopOf } from './swarm'
import { driftOf, isUnheld, notYetHeld, notYetStopped, wasStartedSince } from './state'

/** What was started although the product was in maintenance is left as it is, unless asked for. */
export type Drift = 'left' | 'stopped'

/** What is left to do. Steps already taken are simply no longer in the plan. */
export function planFor(
  tag: Tag,
  observed: readonly InspectedMember[],
  drift: Drift = 'left',
  started: Started = new Set(),
): Plan {
  return tag.exit === null
    ? planEntering(
        notYetHeld(tag, observed),
        [...notYetStopped(tag, observed), ...(drift === 'left' ? [] : driftOf(tag, observed))],
        observed,
      )
    : planOfExiting(tag, observed, started)
}

/** What entering would do right now, before a tag hangs. */
export function planOfEntering(snapshot: Snapshot, observed: readonly InspectedMember[]): Plan {
  const affected = new Set(snapshot.containers.map(({ id }) => id))
  const members = observed.filter(({ id }) => affected.has(id))
  return planEntering(
    members.filter(isUnheld),
    members.filter(({ state }) => isUp(state)),
    observed,
  )
}

/**
 * Dependents before what they depend on. What runs is held from restarting when it is down: to
 * change the policy of a running container the engine sets all of its limits anew, which takes it
 * longer than a quick stop. Should its policy start it once more in between, it is still unheld, and
 * so not yet stopped instead of drift.
 */
function planEntering(
  unheld: readonly InspectedMember[],
  running: readonly InspectedMember[],
  observed: readonly InspectedMember[],
): Plan {
  const stopping = new Set(running)
  const graph = graphOf(observed)
  const stops = running.map((member) =>
    step(
      stopOf(member),
      member,
      'entering maintenance',
      graph
        .dependentsOf(member)
        .filter((other) => stopping.has(other))
        .map((other) => ({ step: idOf('stop', other), wants: 'success' })),
    ),
  )
  const holds = unheld.map((member) =>
    step(
      { type: 'hold', from: member.details.restartPolicy },
      member,
      'would restart by its policy',
      stopping.has(member) ? [{ step: idOf('stop', member), wants: 'completes' }] : [],
    ),
  )
  return { steps: withoutCycles([...stops, ...holds]), gone: [] }
}

/** Milliseconds that the engine grants the stops that are left, until it kills. */
export function longestStopIn({ steps }: Plan): number {
  const timeouts = steps.map(({ action }) =>
    'timeout' in action ? (action.timeout ?? 10) * 1000 : 0,
  )
  return Math.max(0, ...timeouts)
}

/**
 * What others depend on first. A dependency that fails, or doesn't get healthy, is reported, and
 * what depends on it is started all the same: no `after` of a start wants success.
 */
export function planOfExiting(
  tag: Tag,
  observed: readonly InspectedMember[],
  started: Started = new Set(),
): Plan {
  const graph = graphOf(observed)
  const matches = matchSnapshot(tag.snapshot, observed)
  const present = matches.flatMap(({ entry, member }) => (member ? [{ entry, member }] : []))
  const releases = present
    .filter(({ entry, member }) => !samePolicy(entry.restartPolicy, member.details.restartPolicy))
    .map(({ entry, member }) => release(entry.restartPolicy, member))
  const released = new Set(releases.map(({ id }) => id))
  const starting = present
    .filter(({ entry, member }) => isToStart(entry, member, tag, graph))
    .filter(({ entry, member }) => !hasRunToItsEnd(entry, member, tag, observed, started))
    .map(({ member }) => member)
  const willStart = new Set(starting)
  const awaits = new Map<StepId, Step>()
  const starts = starting.map((member) => {
    const after: After[] = []
    if (released.has(idOf('release', member))) after.push(whenever(idOf('release', member)))
    for (const { on, condition } of graph.dependenciesOf(member)) {
      const waiting = awaitFor(on, condition, willStart.has(on))
      if (waiting !== null) awaits.set(waiting.id, waiting)
      if (waiting !== null) after.push(whenever(waiting.id))
      else if (willStart.has(on)) after.push(whenever(idOf('start', on)))
    }
    return step({ type: 'start' }, member, 'ran before maintenance', after)
  })
  const pauses = present
    .filter(({ entry, member }) => entry.was === 'paused' && member.state !== 'paused')
    .map(({ member }) =>
      step(
        { type: 'pause' },
        member,
        'was paused before maintenance',
        willStart.has(member) ? [{ step: idOf('start', member), wants: 'success' }] : [],
      ),
    )
  const services = present.flatMap(({ entry, member }) => {
    const action = restoreOf(entry, member)
    return action === null ? [] : [step(action, member, 'ran before maintenance', [])]
  })
  const gone = matches.flatMap(({ entry, member }) => (member === null ? [entry] : []))
  const steps = [...releases, ...starts, ...awaits.values(), ...pauses, ...services]
  return { steps: withoutCycles(steps), gone }
}

function release(to: RestartPolicy, member: InspectedMember): Step {
  return step({ type: 'release', to }, member, 'policy from before maintenance', [])
}

/** A one-shot that has run to its end since the tag was hung isn't run once more. */
function isToStart(entry: SnapshotEntry, member: InspectedMember, tag: Tag, graph: Graph): boolean {
  if (serviceOf(member) !== null || entry.was === 'stopped' || isUp(member.state)) return false
  const runsToItsEnd = member.role === 'one-shot' || graph.isAwaitedToEnd(member)
  const ranSince = wasStartedSince(tag, member)
  return !(runsToItsEnd && member.state === 'exited' && member.exitCode === 0 && ranSince)
}

function awaitFor(on: InspectedMember, condition: Condition, willStart: boolean): Step | null {
  const up = willStart || isUp(on.state)
  const after: readonly After[] = willStart ? [{ step: idOf('start', on), wants: 'success' }] : []
  switch (condition) {
    case 'service_started':
      return null
    case 'service_healthy':
      return up && on.details.hasHealthcheck && (willStart || on.health !== 'healthy')
        ? step({ type: 'await', until: 'healthy' }, on, 'others wait for it', after)
        : null
    case 'service_completed_successfully':
      return up
        ? step({ type: 'await', until: 'completed' }, on, 'others wait for it', after)
        : null
  }
}

function whenever(step: StepId): After {
  return { step, wants: 'over' }
}

function step(
  action: Action,
  member: InspectedMember,
  cause: Cause,
  after: readonly After[],
): Step {
  const { id: container, name, stack, service } = member
  const kind = action.type === 'await' ? (`await-${action.until}` as const) : action.type
  return {
    id: idOf(kind, member),
    action,
    target: { container, name, stack, service },
    cause,
    after,
  }
}

type Kind = Exclude<Action['type'], 'await'> | 'await-healthy' | 'await-completed'

function idOf(kind: Kind, { id }: InspectedMember): StepId {
  return `${kind} ${id}`
}
