import type { StepProgress } from './change'
import type { ContainerId } from './ids'
import type { Problem } from './problem'

/** 128 + SIGKILL: it did not stop in time. */
export const killedExitCode = 137

/** The steps of one container taken together. */
export interface ContainerProgress {
  readonly container: ContainerId
  readonly name: string
  readonly stack: string
  readonly service: string
  readonly state: StepProgress['state']
  /** The one that is running; else the one that says most about the container. */
  readonly action: StepProgress['action']
  readonly killed: boolean
  readonly problem: Problem | null
  readonly startedAt: string | null
  /** null until the container is through. */
  readonly tookMs: number | null
}

/** One row for each container, in the order in which the plan comes to them. */
export function containersOf(steps: readonly StepProgress[]): readonly ContainerProgress[] {
  const byContainer = new Map<ContainerId, StepProgress[]>()
  for (const step of steps) {
    const known = byContainer.get(step.container)
    if (known === undefined) byContainer.set(step.container, [step])
    else known.push(step)
  }
  return [...byContainer.values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : [together(first, own)]
  })
}

const telling = [
  'stop',
  'pause',
  'start',
  'await',
  'hold',
  'release',
  'scale-down',
  'scale-up',
  'constrain',
  'unconstrain',
] as const

function together(first: StepProgress, steps: readonly StepProgress[]): ContainerProgress {
  const state = stateOf(steps)
  const deciding = steps.find((step) => step.state === state && state !== 'done')
  const principal = telling.find((action) => steps.some((step) => step.action === action))
  const starts = steps.flatMap(({ startedAt }) => (startedAt === null ? [] : [startedAt]))
  return {
    container: first.container,
    name: first.name,
    stack: first.stack,
    service: first.service,
    state,
    action: deciding?.action ?? principal ?? first.action,
    killed: steps.some(({ action, exitCode }) => action === 'stop' && exitCode === killedExitCode),
    problem: deciding?.problem ?? steps.find(({ problem }) => problem !== null)?.problem ?? null,
    startedAt: starts.toSorted()[0] ?? null,
    tookMs:
      state === 'done' || state === 'failed'
        ? steps.reduce((sum, { tookMs }) => sum + (tookMs ?? 0), 0)
        : null,
  }
}

function stateOf(steps: readonly StepProgress[]): StepProgress['state'] {
  const has = (state: StepProgress['state']): boolean => steps.some((step) => step.state === state)
  if (has('failed')) return 'failed'
  if (has('running')) return 'running'
  if (has('not-begun')) return 'not-begun'
  return has('waiting') ? 'waiting' : 'done'
}

export interface Totals {
  readonly total: number
  /** Through, whichever way: done or failed. */
  readonly over: number
  readonly done: number
  readonly failed: number
  readonly notBegun: number
  /** ISO 8601, of the first step that was begun. */
  readonly startedAt: string | null
}

export function totalsOf(rows: readonly ContainerProgress[]): Totals {
  const counted = (state: ContainerProgress['state']): number =>
    rows.filter((row) => row.state === state).length
  const starts = rows.flatMap(({ startedAt }) => (startedAt === null ? [] : [startedAt]))
  return {
    total: rows.length,
    over: counted('done') + counted('failed'),
    done: counted('done'),
    failed: counted('failed'),
    notBegun: counted('not-begun') + counted('waiting'),
    startedAt: starts.toSorted()[0] ?? null,
  }
}
