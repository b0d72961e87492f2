import type { Change, Outcome } from '../../shared/change'
import { instanceOf } from '../../shared/ids'
import type { ProductRef } from '../../shared/ids'
import type { OperationMode, Tag } from '../../shared/maintenance'
import type { Preview } from '../../shared/preview'
import type { Problem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { alreadySo, begin } from './begin'
import type { ChangeRequest } from './begin'
import { createChanges } from './changes'
import type { ServicePorts } from './changes'
import type { Host, Observation } from './ports'
import { previewOf, withSetter } from './preview'
import type { Run } from './run'
import { longestStopIn, planFor } from './plan'
import type { Drift } from './plan'
import { withSessions } from './sessions'
import { isUnreadable, stateOf } from './state'
import { takeOver } from './takeover'
import { createWatch } from './watch'
import type { Watch } from './watch'

export interface MaintenanceService extends Watch {
  /** What a change would do; changes nothing. */
  preview(product: ProductRef, to: OperationMode): Promise<Result<Preview, Problem>>
  /**
   * Puts the product into the mode; yields when that is done, or as far as it got. A request that
   * can't be begun answers the problem, and nothing was changed.
   */
  change(product: ProductRef, request: ChangeRequest): Promise<Result<Outcome, Problem>>
  /** Carries out what is left of a change, whoever began it; in maintenance, stops drift again. */
  retry(product: ProductRef): Promise<Result<Outcome, Problem>>
  /**
   * Break-glass: an observer's maintenance becomes Manual, so that a person can end it. What is
   * under way goes on. Answers `reason-required` when the reason is blank.
   */
  takeover(product: ProductRef, reason: string): Promise<Result<Outcome, Problem>>
  /** No further step of the running change is begun. Without one, nothing happens. */
  cancel(product: ProductRef): void
  /** The change under way or left incomplete. */
  changeOf(product: ProductRef): Change | null
}

/** Milliseconds between a step that has begun elsewhere and its beginning on the host. */
const answerTime = 5000

/** What a request comes to: an answer at once, or the run that will have one. */
type Begun =
  | { readonly outcome: Outcome }
  | { readonly run: Run }
  /** One that was under way already, and leaves drift as it is. */
  | { readonly joined: Run }

export function createMaintenanceService(ports: ServicePorts): MaintenanceService {
  const { hosts, copies, clock, identity, setters } = ports
  const changes = createChanges({
    ...ports,
    displaced: (product) => void watch.noticed(product),
    saw: (product, tag, members) => watch.tellDrift(product, tag, members),
  })
  const watch = createWatch(ports, changes)

  async function observe(
    product: ProductRef,
  ): Promise<Result<{ host: Host; observation: Observation }, Problem>> {
    const host = hosts(product.environmentId)
    if (!host.ok) return host
    const observed = await host.value.observe(product.productDeploymentId)
    return observed.ok ? ok({ host: host.value, observation: observed.value }) : observed
  }

  /** What this Tagout has stopped late has to be back before a snapshot can tell what runs. */
  async function observeSettled(product: ProductRef): ReturnType<typeof observe> {
    const seen = await observe(product)
    if (!seen.ok || seen.value.observation.tag !== null) return seen
    const hadLate = await changes.settleLate(product, seen.value.host)
    return hadLate ? observe(product) : seen
  }

  async function change(
    product: ProductRef,
    request: ChangeRequest,
  ): Promise<Result<Outcome, Problem>> {
    return outcomeOf(await changes.inTurn(product, () => beginChange(product, request)))
  }

  async function beginChange(
    product: ProductRef,
    request: ChangeRequest,
  ): Promise<Result<Begun, Problem>> {
    const seen = await observeSettled(product)
    if (!seen.ok) return seen
    const { host, observation } = seen.value
    const at = new Date(clock.now()).toISOString()
    const lettingGo = timeToLetGo(product, observation)
    const setter = setters.of(product)
    const begun = await begin(product, observation, request, {
      host,
      copies,
      identity,
      setter,
      at,
    })
    if (!begun.ok) return begun
    switch (begun.value.kind) {
      case 'answered':
        void watch.noticed(product)
        return ok({ outcome: begun.value.outcome })
      case 'under-way':
        return ok(join(product, observation, request.to))
      case 'committed':
        return ok({ run: await runFrom(product, observation, begun.value.tag, lettingGo) })
    }
  }

  /**
   * Another Tagout that is entering begins no further step once an exit mark hangs; but what it is
   * at goes on, and the engine doesn't tell that a container is being stopped.
   */
  function timeToLetGo(product: ProductRef, { tag, members }: Observation): number {
    if (tag === null || isUnreadable(tag) || tag.exit !== null) return 0
    if (instanceOf(tag.claim) === identity.instance) return 0
    if (changes.of(product)?.state === 'incomplete') return 0
    const plan = planFor(tag, members)
    return plan.steps.length === 0 ? 0 : longestStopIn(plan) + answerTime
  }

  /** What is asked for and on its way: ours is awaited, and what stands still is retried. */
  function join(product: ProductRef, { tag, members }: Observation, to: OperationMode): Begun {
    const running = changes.runOf(product)
    if (running !== null && changes.of(product)?.to === to) return { run: running }
    if (running === null && changes.of(product)?.state === 'incomplete')
      return { run: goOn(product, to) }
    void watch.noticed(product)
    return { outcome: alreadySo(stateOf(tag, members)) }
  }

  function goOn(product: ProductRef, to: OperationMode, drift: Drift = 'left'): Run {
    const copy = copies.get(product)
    if (copy?.cancelled) copies.put({ ...copy, cancelled: false })
    return changes.run(product, to, { drift })
  }

  /**
   * What was decided on is planned on, too: what moved since is seen when the first steps are done.
   * Where steps of the other direction may still be under way, that has to be looked at anew, once
   * those that the engine is at for us have ended.
   */
  async function runFrom(
    product: ProductRef,
    observation: Observation,
    tag: Tag,
    lettingGo: number,
  ): Promise<Run> {
    const running = changes.runOf(product)
    running?.cancel()
    await running?.ended
    const isUndisturbed = running === null && lettingGo === 0
    const seen = isUndisturbed ? { ...observation, tag } : null
    return changes.run(product, tag.exit === null ? 'Maintenance' : 'Normal', { lettingGo, seen })
  }

  /** What ran already when it was asked for has left drift alone: that is stopped after it. */
  async function retry(product: ProductRef): Promise<Result<Outcome, Problem>> {
    const begun = await changes.inTurn(product, () => beginRetry(product))
    const outcome = await outcomeOf(begun)
    const isDriftLeft = begun.ok && 'joined' in begun.value
    return isDriftLeft && outcome.ok && outcome.value.result === 'changed'
      ? retry(product)
      : outcome
  }

  async function beginRetry(product: ProductRef): Promise<Result<Begun, Problem>> {
    const seen = await observe(product)
    if (!seen.ok) return seen
    const { tag, members } = seen.value.observation
    const state = stateOf(tag, members)
    switch (state.mode) {
      case 'Unreadable':
        return failed({ code: 'tag-unreadable', volume: state.volume, detail: state.detail })
      case 'Normal':
        changes.set(product, null)
        return ok({ outcome: alreadySo(state) })
      case 'Entering':
      case 'Maintenance': {
        const joined = changes.runOf(product)
        const run = goOn(product, 'Maintenance', 'stopped')
        return ok(joined === null ? { run } : { joined: run })
      }
      case 'Exiting':
        return ok({ run: goOn(product, 'Normal') })
    }
  }

  function takeover(product: ProductRef, reason: string): Promise<Result<Outcome, Problem>> {
    return changes.inTurn(product, async () => {
      const seen = await observe(product)
      if (!seen.ok) return seen
      const { host, observation } = seen.value
      const at = new Date(clock.now()).toISOString()
      return takeOver(product, observation, reason, { host, copies, identity, at })
    })
  }

  function cancel(product: ProductRef): void {
    const running = changes.runOf(product)
    if (running === null) return
    const copy = copies.get(product)
    if (copy !== null) copies.put({ ...copy, cancelled: true })
    running.cancel()
  }

  async function preview(
    product: ProductRef,
    to: OperationMode,
  ): Promise<Result<Preview, Problem>> {
    const seen = await observe(product)
    if (!seen.ok) return seen
    const { host, observation } = seen.value
    const told = withSetter(previewOf(observation, to), setters.of(product))
    return ok(await withSessions(told, host.engine))
  }

  return {
    ...watch,
    preview,
    change,
    retry,
    takeover,
    cancel,
    changeOf: (product) => changes.of(product),
  }
}

async function outcomeOf(begun: Result<Begun, Problem>): Promise<Result<Outcome, Problem>> {
  if (!begun.ok) return begun
  if ('outcome' in begun.value) return ok(begun.value.outcome)
  return ok(await ('run' in begun.value ? begun.value.run : begun.value.joined).ended)
}
