import type { Plan, Step, StepId } from '../../shared/plan'
import type { Problem } from '../../shared/problem'
import { failed, ok, unreachable } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { ContainerEngine } from './ports'

/**
 * Grace periods dominate stops, so that they all run at once; starts are the engine's own work,
 * and beyond a few at once they only hinder each other (measured on two cores: the knee is at 4).
 */
const atOnce = { stop: 64, start: 6, brief: 16 } as const
type Lane = keyof typeof atOnce

type StepEnd =
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'not-begun'; readonly problem: Problem }

export interface Execution {
  readonly engine: ContainerEngine
  /** Asked before every step: whether the tag that this works for is still the one on the host. */
  stillOurs(): Promise<Result<boolean, Problem>>
  isCancelled(): boolean
  /** Yields when the user cancels: nothing is waited for any more. */
  readonly cancelled: Promise<void>
  began(step: Step): void
  ended(step: Step, end: StepEnd): void
}

/** Carries a plan out along its graph; yields when each step has ended, one way or another. */
export function execute({ steps }: Plan, execution: Execution): Promise<void> {
  const waiting = new Set(steps)
  const ends = new Map<StepId, StepEnd>()
  const running = { stop: 0, start: 0, brief: 0 }

  return new Promise((resolve, reject) => {
    function proceed(): void {
      while (giveUp()) continue
      for (const step of waiting) {
        const lane = laneOf(step)
        const isDue = step.after.every((first) => ends.has(first.step))
        if (!isDue || (lane !== null && running[lane] >= atOnce[lane])) continue
        waiting.delete(step)
        begin(step, lane)
      }
      if (ends.size === steps.length) resolve()
    }

    /** Ends what can't be begun any more; yields whether that may end others too. */
    function giveUp(): boolean {
      const before = ends.size
      for (const step of waiting) {
        const end = endWithoutBegin(step, ends, execution.isCancelled())
        if (end === null) continue
        waiting.delete(step)
        finish(step, end)
      }
      return ends.size > before
    }

    function begin(step: Step, lane: Lane | null): void {
      if (lane !== null) running[lane]++
      carryOut(step, execution)
        .then((end) => {
          if (lane !== null) running[lane]--
          finish(step, end)
          proceed()
        })
        .catch(reject)
    }

    function finish(step: Step, end: StepEnd): void {
      ends.set(step.id, end)
      execution.ended(step, end)
    }

    proceed()
  })
}

function endWithoutBegin(
  step: Step,
  ends: ReadonlyMap<StepId, StepEnd>,
  cancelled: boolean,
): StepEnd | null {
  if (cancelled && !completes(step, ends)) {
    return { state: 'not-begun', problem: { code: 'cancelled' } }
  }
  const blocking = step.after.find(({ step: first, wants }) => {
    const end = ends.get(first)
    return wants !== 'over' && end !== undefined && end.state !== 'done'
  })
  return blocking === undefined
    ? null
    : { state: 'not-begun', problem: { code: 'held-back', by: blocking.step } }
}

/** It is the other half of a step that was carried out, or still may be. */
function completes({ after }: Step, ends: ReadonlyMap<StepId, StepEnd>): boolean {
  return after.some(
    ({ step, wants }) => wants === 'completes' && (ends.get(step)?.state ?? 'done') === 'done',
  )
}

async function carryOut(step: Step, execution: Execution): Promise<StepEnd> {
  const ours = await execution.stillOurs()
  if (!ours.ok) return { state: 'not-begun', problem: ours.problem }
  if (!ours.value) return { state: 'not-begun', problem: { code: 'tag-replaced' } }
  const isHalfDone = step.after.some(({ wants }) => wants === 'completes')
  if (execution.isCancelled() && !isHalfDone) {
    return { state: 'not-begun', problem: { code: 'cancelled' } }
  }
  execution.began(step)
  const result = await take(step, execution)
  return result.ok ? { state: 'done' } : { state: 'failed', problem: result.problem }
}

async function take(step: Step, { engine, cancelled }: Execution): Promise<Result<void, Problem>> {
  const { action } = step
  const { container } = step.target
  switch (action.type) {
    case 'hold':
      return goneIsFine(
        await engine.setRestartPolicy(container, { name: 'no', maximumRetryCount: 0 }),
      )
    case 'stop':
      return goneIsFine(await engine.stop(container, action.timeout))
    case 'release':
      return engine.setRestartPolicy(container, action.to)
    case 'start':
      return engine.start(container)
    case 'pause':
      return engine.pause(container)
    case 'await':
      return engine.awaitUntil(container, action.until, cancelled)
    case 'scale-down':
      return goneIsFine(await engine.scale(container, 0, { for: 'none', timeout: action.timeout }))
    case 'constrain':
      return goneIsFine(
        await engine.setConstraints(container, action.to, {
          for: 'none',
          timeout: action.timeout,
        }),
      )
    case 'scale-up':
      return engine.scale(container, action.to, { for: 'again', ranBefore: action.ranBefore })
    case 'unconstrain':
      return engine.setConstraints(container, action.to, {
        for: 'again',
        ranBefore: action.ranBefore,
      })
    default:
      return unreachable(action)
  }
}

/** What is gone neither runs nor comes back, which is all that entering wants of it. */
function goneIsFine(result: Result<void, Problem>): Result<void, Problem> {
  return !result.ok && result.problem.code !== 'container-gone' ? failed(result.problem) : ok()
}

/** Waiting for health, or for Swarm, costs the engine nothing, and has no cap. */
function laneOf({ action: { type } }: Step): Lane | null {
  switch (type) {
    case 'stop':
    case 'start':
      return type
    case 'scale-down':
    case 'constrain':
      return 'stop'
    case 'hold':
    case 'release':
    case 'pause':
      return 'brief'
    case 'await':
    case 'scale-up':
    case 'unconstrain':
      return null
    default:
      return unreachable(type)
  }
}
