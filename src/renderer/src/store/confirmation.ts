import type { Change, ContainerOutcome, Outcome } from '../../../shared/change'
import { operationModeOf } from '../../../shared/maintenance'
import type { OperationMode } from '../../../shared/maintenance'
import type { Preview } from '../../../shared/preview'
import type { Problem } from '../../../shared/problem'
import { membersOf } from '../../../shared/product'
import type { ProductView } from '../../../shared/product'
import type { Result } from '../../../shared/result'
import { unreachable } from '../../../shared/result'
import { containersOf, killedExitCode } from '../../../shared/progress'
import type { ContainerProgress } from '../../../shared/progress'

/**
 *   previewing ──▶ asking ──▶ changing ──▶ done | incomplete | failed
 *
 * `changing` is reached from anywhere when a change of this direction is seen under way: after a
 * reload, or begun elsewhere. Of one's own the end is the answer to the request; of another's, what
 * is announced.
 */
export type Confirmation =
  | { readonly phase: 'previewing' }
  | { readonly phase: 'asking'; readonly preview: Preview }
  | { readonly phase: 'changing'; readonly own: true; readonly change: Change | null }
  | ({ readonly phase: 'changing'; readonly own: false; readonly change: Change } & WentOn)
  | ({ readonly phase: 'done'; readonly outcome: Outcome } & WentOn)
  | { readonly phase: 'incomplete'; readonly outcome: Outcome }
  | { readonly phase: 'failed'; readonly problem: Problem }

interface WentOn {
  /** By itself, after the connection had been lost. */
  readonly wentOn?: true
}

export type Happening =
  | { readonly type: 'previewed'; readonly result: Result<Preview, Problem> }
  | { readonly type: 'begun' }
  | { readonly type: 'ended'; readonly result: Result<Outcome, Problem> }
  | { readonly type: 'observed'; readonly product: ProductView }
  | { readonly type: 'begun-afresh' }

export function next(state: Confirmation, happening: Happening, to: OperationMode): Confirmation {
  switch (happening.type) {
    case 'previewed':
      return previewed(state, happening.result)
    case 'begun':
      return { phase: 'changing', own: true, change: null }
    case 'ended':
      return ended(happening.result)
    case 'observed':
      return observed(state, happening.product, to)
    case 'begun-afresh':
      return { phase: 'previewing' }
    default:
      return unreachable(happening)
  }
}

function previewed(state: Confirmation, result: Result<Preview, Problem>): Confirmation {
  if (state.phase !== 'previewing' && state.phase !== 'asking') return state
  if (result.ok) return { phase: 'asking', preview: result.value }
  const held = state.phase === 'asking' && result.problem.code === 'environment-offline'
  return held ? state : { phase: 'failed', problem: result.problem }
}

function ended(result: Result<Outcome, Problem>): Confirmation {
  if (!result.ok) return { phase: 'failed', problem: result.problem }
  const outcome = result.value
  return { phase: outcome.result === 'incomplete' ? 'incomplete' : 'done', outcome }
}

function observed(state: Confirmation, product: ProductView, to: OperationMode): Confirmation {
  const change = product.change?.to === to ? product.change : null
  switch (state.phase) {
    case 'previewing':
    case 'asking':
      return change === null ? state : following(change, product)
    case 'changing':
      if (state.own) return { ...state, change: change ?? state.change }
      return change === null
        ? settled(state, outcomeOf(state.change, 'changed', product), product, to)
        : following(change, product, wentOnOf(state))
    case 'incomplete':
      if (change === null) return settled(state, { ...state.outcome, containers: [] }, product, to)
      return change.state === 'incomplete' ? state : following(change, product, wentOnOf(state))
    case 'failed':
      // Whether it was begun was not known.
      return change !== null && state.problem.code === 'went-offline'
        ? following(change, product, { wentOn: true })
        : state
    case 'done':
      return state
    default:
      return unreachable(state)
  }
}

function wentOnOf(state: Confirmation): WentOn {
  const isSo =
    (state.phase === 'changing' && !state.own && state.wentOn === true) ||
    (state.phase === 'incomplete' && state.outcome.problem?.code === 'went-offline')
  return isSo ? { wentOn: true } : {}
}

function following(change: Change, product: ProductView, wentOn: WentOn = {}): Confirmation {
  return change.state === 'incomplete'
    ? { phase: 'incomplete', outcome: outcomeOf(change, 'incomplete', product) }
    : { phase: 'changing', own: false, change, ...wentOn }
}

/** No change is announced any more: it got where it was going, has yet to, or was turned round. */
function settled(
  state: Confirmation,
  outcome: Outcome,
  { maintenance: { mode } }: ProductView,
  to: OperationMode,
): Confirmation {
  if (mode === to) {
    const done = { ...outcome, result: 'changed', newMode: to, problem: null } as const
    return { phase: 'done', outcome: done, ...wentOnOf(state) }
  }
  const onItsWay = to === 'Maintenance' ? 'Entering' : 'Exiting'
  return mode === onItsWay ? state : { phase: 'previewing' }
}

/**
 * What a change that was only watched has come to, in the form of its own answer. Exit codes are
 * the product's, since they are known only when the change is over.
 */
export function outcomeOf(
  change: Change,
  result: Outcome['result'],
  product: Pick<ProductView, 'stacks'>,
): Outcome {
  const killed = new Set(
    membersOf(product).flatMap(({ id, state, exitCode }) =>
      state === 'exited' && exitCode === killedExitCode ? [id] : [],
    ),
  )
  return {
    result,
    previousMode: change.to === 'Normal' ? 'Maintenance' : 'Normal',
    newMode: result === 'incomplete' ? 'Maintenance' : change.to,
    triggerSource: null,
    telling: change.telling,
    containers: containersOf(change.steps).map((row): ContainerOutcome => {
      const { container, name, stack, service, problem } = row
      const isKilled = row.killed || (row.action === 'stop' && killed.has(container))
      return { container, name, stack, service, killed: isKilled, problem, result: resultOf(row) }
    }),
    problem: change.problem,
  }
}

function resultOf({ state, action, problem }: ContainerProgress): ContainerOutcome['result'] {
  switch (state) {
    case 'waiting':
    case 'running':
    case 'not-begun':
      return 'not-begun'
    case 'failed':
      if (problem?.code === 'container-gone') return 'gone'
      // It was started; only what waits for it was kept waiting.
      return action === 'await' ? 'started' : 'failed'
    case 'done':
      return doneAs[action]
    default:
      return unreachable(state)
  }
}

const doneAs = {
  hold: 'policy-only',
  release: 'policy-only',
  stop: 'stopped',
  start: 'started',
  await: 'started',
  pause: 'paused',
  'scale-down': 'service-stopped',
  constrain: 'service-stopped',
  'scale-up': 'service-started',
  unconstrain: 'service-started',
} as const

/** Why a page need not ask: it is so already, or it is not for this window to say. */
export type Obstacle =
  'already-so' | 'owned-by-observer' | 'transition-in-progress' | 'tag-unreadable' | null

export function obstacleTo(to: OperationMode, { maintenance }: ProductView): Obstacle {
  const mode = maintenance.mode
  if (mode === 'Unreadable') return 'tag-unreadable'
  if (to === 'Maintenance') {
    if (mode === 'Exiting') return 'transition-in-progress'
    return operationModeOf(maintenance) === 'Maintenance' ? 'already-so' : null
  }
  if (mode === 'Normal' || mode === 'Exiting') return 'already-so'
  return maintenance.trigger.source === 'Observer' ? 'owned-by-observer' : null
}
