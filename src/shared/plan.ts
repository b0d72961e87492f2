import type { Details, RestartPolicy } from './container'
import type { ContainerId } from './ids'
import type { SnapshotEntry } from './maintenance'

/** `<action> <container id>`: a step keeps its id from one plan to the next. */
export type StepId = string

/** - `hold`: restart policy to `no`; `release`: put it back
 *  - `await`: until what depends on it may start
 *  - `scale-down`, `scale-up`: of a replicated Swarm service, to no task and back
 *  - `constrain`, `unconstrain`: of a global one, to no node and back */
export type Action =
  | { readonly type: 'hold'; readonly from: RestartPolicy }
  | { readonly type: 'stop'; readonly timeout: Details['stopTimeout'] }
  | { readonly type: 'release'; readonly to: RestartPolicy }
  | { readonly type: 'start' }
  | { readonly type: 'pause' }
  | { readonly type: 'await'; readonly until: 'healthy' | 'completed' }
  | { readonly type: 'scale-down'; readonly timeout: Details['stopTimeout'] }
  | { readonly type: 'scale-up'; readonly to: number; readonly ranBefore: number }
  | {
      readonly type: 'constrain'
      readonly to: readonly string[]
      readonly timeout: Details['stopTimeout']
    }
  | { readonly type: 'unconstrain'; readonly to: readonly string[]; readonly ranBefore: number }

export type Cause =
  | 'entering maintenance'
  | 'would restart by its policy'
  | 'ran before maintenance'
  | 'policy from before maintenance'
  | 'was paused before maintenance'
  | 'others wait for it'

/**
 * - `over`: that step has to be over, however it ended
 * - `success`: held back unless that step succeeded
 * - `completes`: as `success`; that step is half done without this one, so that it is carried out
 *   also when the user has cancelled in between
 */
export interface After {
  readonly step: StepId
  readonly wants: 'over' | 'success' | 'completes'
}

interface Target {
  /** Or a Swarm service, where the action is one for services. */
  readonly container: ContainerId
  readonly name: string
  readonly stack: string
  readonly service: string
}

export interface Step {
  readonly id: StepId
  readonly action: Action
  readonly target: Target
  readonly cause: Cause
  readonly after: readonly After[]
}

/** What is left to do. It prints; the page that asks for confirmation shows the one that would run. */
export interface Plan {
  readonly steps: readonly Step[]
  /** Of the snapshot, but no longer on the host: reported, and in nobody's way. */
  readonly gone: readonly SnapshotEntry[]
}

/** A line a step: what, whom, why, and after what. */
export function printPlan({ steps, gone }: Plan): string {
  const names = new Map(
    steps.map(({ id, action, target }) => [id, `${action.type} ${target.name}`]),
  )
  const widestAction = Math.max(7, ...steps.map(({ action }) => action.type.length))
  const widest = Math.max(0, ...steps.map(({ target }) => target.name.length))
  const lines = steps.map(({ action, target, cause, after }) => {
    const what = `${action.type.padEnd(widestAction)} ${target.name.padEnd(widest)}  ${cause}`
    const first = after.map(({ step }) => names.get(step) ?? step)
    return first.length === 0 ? what : `${what}, after ${first.join(', ')}`
  })
  return [...lines, ...gone.map(({ name }) => `gone    ${name}`)].join('\n')
}
