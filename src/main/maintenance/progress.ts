import type { Change, ContainerOutcome, StepProgress } from '../../shared/change'
import { isUp } from '../../shared/container'
import type { OperationMode } from '../../shared/maintenance'
import type { Plan, Step, StepId } from '../../shared/plan'
import type { Problem } from '../../shared/problem'
import type { InspectedMember } from '../../shared/product'
import { tasksText } from '../../shared/swarm'
import { matchSnapshot } from './snapshot'
import { serviceOf } from './swarm'
import type { Tag } from '../../shared/maintenance'

export function beginning(to: OperationMode, state: Change['state']): Change {
  return { to, state, cancelling: false, telling: null, steps: [], problem: null }
}

/** The change with these steps ahead of it; steps that it has already are kept as they are. */
export function withPlan(change: Change, { steps }: Plan): Change {
  const known = new Set(change.steps.map(({ step }) => step))
  return {
    ...change,
    steps: [...change.steps, ...steps.filter(({ id }) => !known.has(id)).map(waiting)],
  }
}

export function withStep(change: Change, id: StepId, news: Partial<StepProgress>): Change {
  return {
    ...change,
    steps: change.steps.map((step) => (step.step === id ? { ...step, ...news } : step)),
  }
}

/** What another Tagout carries out: what is no longer left to do has been done. */
export function asSeen(change: Change, plan: Plan): Change {
  const left = new Set(plan.steps.map(({ id }) => id))
  const { steps, ...rest } = withPlan(change, plan)
  return {
    ...rest,
    steps: steps.map((step) => ({ ...step, state: left.has(step.step) ? 'waiting' : 'done' })),
  }
}

/**
 * Held against what the engine says at the end: what succeeded but is not so is told as failed,
 * what failed but is so all the same is done.
 */
export function confirmed(change: Change, left: Plan, members: readonly InspectedMember[]): Change {
  const needed = new Set(left.steps.map(({ id }) => id))
  const byId = new Map(members.map((member) => [member.id, member]))
  return {
    ...change,
    steps: change.steps.map((step): StepProgress => {
      const member = byId.get(step.container)
      const exitCode = member !== undefined && !isUp(member.state) ? member.exitCode : null
      // What runs after its stop is drift to the plan when it was started since the tag was hung.
      const isUpAgain = isStop(step) && member !== undefined && isUp(member.state)
      const isLeft = isUpAgain || needed.has(step.step)
      if (step.state === 'done' && isLeft) {
        return { ...step, exitCode, state: 'failed', problem: notSo(member) }
      }
      if (step.state === 'failed' && step.action !== 'await' && !isLeft) {
        return { ...step, exitCode, state: 'done', problem: null }
      }
      return { ...step, exitCode }
    }),
  }
}

function notSo(member: InspectedMember | undefined): Problem {
  const state = member === undefined ? 'gone' : member.state
  const code = member?.exitCode
  const ended = state === 'exited' && typeof code === 'number' ? ` with code ${code}` : ''
  const service = member === undefined ? null : serviceOf(member)
  return {
    code: 'not-so',
    detail: service === null ? `${state}${ended}` : tasksText(service),
  }
}

function isStop({ action }: StepProgress): boolean {
  return action === 'stop' || action === 'scale-down' || action === 'constrain'
}

export function stepsByContainer({
  steps,
}: Pick<Change, 'steps'>): ReadonlyMap<string, readonly StepProgress[]> {
  const byContainer = new Map<string, StepProgress[]>()
  for (const step of steps) {
    byContainer.set(step.container, [...(byContainer.get(step.container) ?? []), step])
  }
  return byContainer
}

/** One line for each container that the change touched, or had to leave. */
export function containerOutcomes(
  change: Change,
  tag: Tag,
  members: readonly InspectedMember[],
): readonly ContainerOutcome[] {
  const byContainer = stepsByContainer(change)
  const present = new Set<string>(members.map(({ id }) => id))
  const touched = [...byContainer.values()].map(outcomeOf).map((outcome): ContainerOutcome => {
    const isGone = outcome.problem === null && !present.has(outcome.container)
    return isGone ? { ...outcome, result: 'gone' } : outcome
  })
  const gone = matchSnapshot(tag.snapshot, members)
    .filter(({ member, entry }) => member === null && !byContainer.has(entry.id))
    .map(({ entry: { id: container, name, stack, service } }): ContainerOutcome => ({
      container,
      name,
      stack,
      service,
      result: 'gone',
      killed: false,
      problem: null,
    }))
  return [...touched, ...gone]
}

function outcomeOf(steps: readonly StepProgress[]): ContainerOutcome {
  const [{ container, name, stack, service }] = steps as [StepProgress]
  const troubled = steps.find(({ problem }) => problem !== null)
  const stop = steps.find(({ action }) => action === 'stop')
  return {
    container,
    name,
    stack,
    service,
    result: resultOf(steps),
    killed: stop?.state === 'done' && stop.exitCode === 137,
    problem: troubled?.problem ?? null,
  }
}

function resultOf(steps: readonly StepProgress[]): ContainerOutcome['result'] {
  const acting = steps.filter(({ action }) => action !== 'await')
  if (acting.some(({ state }) => state === 'failed')) return 'failed'
  if (acting.some(({ state }) => state !== 'done')) return 'not-begun'
  const actions = new Set(acting.map(({ action }) => action))
  if (actions.has('stop')) return 'stopped'
  if (actions.has('scale-down') || actions.has('constrain')) return 'service-stopped'
  if (actions.has('scale-up') || actions.has('unconstrain')) return 'service-started'
  if (actions.has('pause')) return 'paused'
  return actions.has('start') ? 'started' : 'policy-only'
}

function waiting({ id, action, target }: Step): StepProgress {
  return {
    step: id,
    action: action.type,
    ...target,
    state: 'waiting',
    problem: null,
    exitCode: null,
    startedAt: null,
    tookMs: null,
  }
}
