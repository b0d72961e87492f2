import type { Change, Outcome } from '../../shared/change'
import type { ContainerId, ProductRef } from '../../shared/ids'
import { triggerOf } from '../../shared/maintenance'
import type { OperationMode, Tag } from '../../shared/maintenance'
import type { Plan, StepId } from '../../shared/plan'
import type { Problem } from '../../shared/problem'
import type { InspectedMember } from '../../shared/product'
import type { Telling } from '../../shared/setter'
import { createCancellation } from './cancellation'
import { keepCopy } from './copy'
import type { LateSteps } from './late'
import { look } from './look'
import type { Seen } from './look'
import { createMoves } from './moves'
import { withoutCycles } from './order'
import { planFor, planOfExiting } from './plan'
import type { Drift } from './plan'
import type { Clock, History, Hosts, Observation, Setter, TagCopies } from './ports'
import { beginning, confirmed, containerOutcomes, withPlan, withStep } from './progress'
import { createRunRecord } from './run-record'
import { createRunSteps } from './run-steps'
import { stateOf } from './state'
import { createTeller, left } from './teller'

/** One product's change, from what is left now to what the engine confirms. */
export interface Run {
  readonly ended: Promise<Outcome>
  /** No further step is begun; what the engine is at goes on. */
  cancel(): void
  /** Something of the product moved on its host. */
  moved(): void
}

export interface RunManner {
  /** Milliseconds in which another Tagout may still be at steps of the other direction. */
  readonly lettingGo: number
  readonly drift: Drift
  /** What was just seen, with the tag that hangs since; null: it is to be looked at. */
  readonly seen: Observation | null
}

export interface RunPorts extends RunManner {
  readonly hosts: Hosts
  readonly copies: TagCopies
  readonly clock: Clock
  readonly history: History
  readonly setter: Setter | null
  /** `user@machine`. */
  readonly by: string
  /** Gets what is started; what a run before has started is in it. */
  readonly started: Set<ContainerId>
  /** The product as it is, whatever is done about it next. */
  saw(tag: Tag, members: readonly InspectedMember[]): void
  /** It ended while steps of it may have come after the end of what it worked for. */
  late(steps: LateSteps): void
  /** A person's exit: all is, and its tag is about to be taken down. */
  restored(told: Telling | null): void
  /** Null: nothing is left of the change. */
  changed(change: Change | null): void
}

/** Observes, executes what is left, and observes again, until nothing is left or something failed. */
export function startRun(product: ProductRef, towards: OperationMode, ports: RunPorts): Run {
  const cancellation = createCancellation()
  let change = beginning(towards, 'running')
  let last: Seen | null = null
  /** It is a wish of the moment, which nobody has to come back to. */
  let isStoppingAgain = false
  const record = createRunRecord(product, towards, ports)
  const previousMode: OperationMode = towards === 'Maintenance' ? 'Normal' : 'Maintenance'

  const moves = createMoves()
  const teller = createTeller(product, {
    ...ports,
    cancellation,
    moves,
    show: (telling) => tell({ ...change, telling }),
  })
  const steps = createRunSteps({
    ...ports,
    cancellation,
    tell: (id, news) => tell(withStep(change, id, news)),
  })

  function tell(next: Change): void {
    change = next
    ports.changed(change)
  }

  async function carryOut(): Promise<Outcome> {
    const attempted = new Set<StepId>()
    const finalFrom = ports.clock.now() + ports.lettingGo
    let known = ports.seen
    tell(change)
    for (;;) {
      moves.looking()
      const seen = await look(product, ports.hosts, known)
      const isFresh = known === null
      known = null
      if (!seen.ok) return incomplete(isAway(seen.problem) ? whileAway(seen.problem) : seen.problem)
      if (seen.tag === null) return withoutTag(seen.observation)
      const { host, observation, tag } = seen
      const isFirst = last === null
      const isReconnected = last !== null && last.host !== host
      last = seen
      if ((tag.exit === null) !== (towards === 'Maintenance')) {
        return incomplete({ code: 'tag-replaced' })
      }
      steps.sure()
      ports.saw(tag, observation.members)
      if (isFirst) {
        record.begun(tag, observation.members)
        isStoppingAgain =
          ports.drift === 'stopped' && stateOf(tag, observation.members).mode === 'Maintenance'
      }
      const plan = planFor(tag, observation.members, ports.drift, ports.started)
      change = confirmed(change, plan, observation.members)
      const isTold = tag.exit === null && attempted.size === 0
      if (isTold && (await tellFirst(seen, plan))) continue
      const hasFailed = change.steps.some(
        ({ state, action }) => state === 'failed' && action !== 'await',
      )
      if (plan.steps.length === 0 && !hasFailed) {
        if (!isFresh) continue
        const early = finalFrom - ports.clock.now()
        if (early > 0) await passing(early)
        else if (!(await teller.catchUp(seen))) return finish(seen)
        continue
      }
      const isHeldBack = change.steps.some(({ state }) => state === 'not-begun')
      const due = plan.steps.filter(({ id }) => !attempted.has(id))
      if (hasFailed || isHeldBack || due.length === 0) {
        return incomplete(isReconnected ? whileAway(null) : null)
      }
      for (const { id } of due) attempted.add(id)
      const next = { ...plan, steps: withoutCycles(due) }
      tell(withPlan(change, next))
      await steps.carryOut(next, host, tag)
    }
  }

  /** The plan is shown meanwhile; it is made anew after it. */
  async function tellFirst(seen: Seen, plan: Plan): Promise<boolean> {
    const { steps } = change
    change = withPlan(change, plan)
    const isLater = await teller.catchUp(seen)
    change = { ...change, steps }
    return isLater
  }

  function passing(milliseconds: number): Promise<void> {
    return new Promise((resolve) => ports.clock.after(milliseconds, resolve))
  }

  async function finish({ host, observation, tag }: Seen): Promise<Outcome> {
    if (tag.exit !== null) {
      if (tag.exit.trigger.source === 'Manual') ports.restored(left(change.telling))
      const removed = await host.tags.takeDown(product.productDeploymentId, tag.claim)
      if (!removed.ok) return incomplete(removed.problem)
    } else {
      keepCopy(ports.copies, product, tag, false)
    }
    const outcome = record.ended(change, {
      result: 'changed',
      previousMode,
      newMode: towards,
      triggerSource: triggerOf(tag).source,
      telling: left(change.telling),
      containers: containerOutcomes(change, tag, observation.members),
      problem: null,
    })
    if (tag.exit !== null) ports.copies.drop(product)
    ports.changed(null)
    return outcome
  }

  /** Someone else took the tag down: that is what an exit wants, if all was restored. */
  function withoutTag({ members }: Observation): Outcome {
    const known = last?.tag ?? null
    const isRestored =
      towards === 'Normal' &&
      known !== null &&
      planOfExiting(known, members, ports.started).steps.length === 0
    if (!isRestored) return incomplete({ code: 'tag-replaced' })
    const outcome = record.ended(change, {
      result: 'changed',
      previousMode,
      newMode: 'Normal',
      triggerSource: triggerOf(known).source,
      telling: left(change.telling),
      containers: containerOutcomes(change, known, members),
      problem: null,
    })
    ports.copies.drop(product)
    ports.changed(null)
    return outcome
  }

  /** The connection broke: unless it is nobody's wish any more, it goes on when that is back. */
  function whileAway(problem: Problem | null): Problem | null {
    if (cancellation.isThere()) return { code: 'cancelled' }
    return isStoppingAgain ? problem : { code: 'went-offline' }
  }

  /** What is told of the containers is what was last seen of them, should they not be seen now. */
  function incomplete(problem: Problem | null): Outcome {
    if (towards === 'Maintenance' && last !== null && steps.unsure.size > 0) {
      ports.late({ tag: last.tag, containers: new Set(steps.unsure) })
    }
    const why = problem ?? (cancellation.isThere() ? { code: 'cancelled' as const } : null)
    const telling = left(change.telling)
    tell({ ...change, state: 'incomplete', cancelling: false, telling, problem: why })
    return record.ended(change, {
      result: 'incomplete',
      previousMode,
      newMode: 'Maintenance',
      triggerSource: last === null ? null : triggerOf(last.tag).source,
      telling,
      containers:
        last === null ? [] : containerOutcomes(change, last.tag, last.observation.members),
      problem: why,
    })
  }

  return {
    ended: carryOut().finally(() => teller.close()),
    moved: () => moves.moved(),
    cancel: () => {
      cancellation.cancel()
      if (change.state === 'running') tell({ ...change, cancelling: true })
    },
  }
}

function isAway({ code }: Problem): boolean {
  return code === 'environment-offline' || code === 'engine-unreachable'
}
