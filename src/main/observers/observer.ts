import type { ProductRef } from '../../shared/ids'
import type { OperationMode } from '../../shared/maintenance'
import type { ObserverStatus, Reading } from '../../shared/observer'
import type { Problem } from '../../shared/problem'
import { millisecondsOf } from '../../shared/duration'
import type { PlannedObserver } from '../storage/automation-file'
import { createBeat } from './beat'
import { reasonOf, refusalOf, wishOf } from './deciding'
import type { Look, Wish } from './deciding'
import { afterExitDecided, afterLook, afterReading, afterRestored, unheld } from './holds'
import type { Holding } from './holds'
import type { ObserversPorts } from './observers'
import { unchecked, withReading } from './standing'
import type { Standing } from './standing'

/** One product's observer. */
export interface Observer {
  readonly plan: PlannedObserver
  status(): ObserverStatus
  /** Yields when a check is done that began after this call. */
  check(): Promise<void>
  checkWithin(milliseconds: number): void
  /** What hangs on the host may be another. */
  looked(): void
  exitDecided(claim: string | null): void
  restored(claim: string | null, isUntold: boolean): void
  /** A check that is under way is given up. */
  close(): void
}

export function createObserver(
  product: ProductRef,
  plan: PlannedObserver,
  ports: ObserversPorts,
): Observer {
  const { clock, memory } = ports
  const ended = new AbortController()
  const remembered = memory.of(product)
  const isSame = remembered?.type === plan.type && remembered.watches === plan.watches
  let standing: Standing = isSame ? { ...unchecked, ...remembered.standing } : unchecked
  let holding: Holding = remembered?.holding ?? unheld
  let refused: Problem | null = null
  /** A check is under way that began before the hold. */
  let isStale = false
  let asked: { readonly to: OperationMode } | null = null
  /** The refusal that was told. */
  let toldOf: Problem['code'] | null = null

  function keep(): void {
    const { type, watches } = plan
    const { lastValue, lastChangeAt, failingSince } = standing
    const kept = { lastValue, lastChangeAt, failingSince }
    memory.put(product, { type, watches, standing: kept, holding })
  }

  function hold(next: Holding): void {
    if (next === holding) return
    if (next.hold !== holding.hold) isStale = beat.isChecking()
    holding = next
    keep()
    ports.changed(product)
  }

  function looked(): void {
    const seen = ports.tagOf(product)
    if (seen !== 'unknown') hold(afterLook(holding, seen))
  }

  async function check(): Promise<void> {
    isStale = false
    const at = new Date(clock.now()).toISOString()
    const before = ports.look(product)
    const reading = await ports.observe(product, ended.signal)
    if (ended.signal.aborted) return
    const wasFailing = standing.failingSince !== null
    standing = withReading(standing, reading, at)
    if (reading.says === 'nothing') {
      if (!wasFailing) ports.tell(product, { kind: 'failing', watches: plan.watches })
    } else {
      if (wasFailing) ports.tell(product, { kind: 'works-again', watches: plan.watches })
      looked()
      heed(reading, before)
    }
    keep()
    ports.changed(product)
  }

  /** What was no wish when the check began may be one only because the world has moved since. */
  function heed(reading: Exclude<Reading, { says: 'nothing' }>, before: Look): void {
    const after = afterReading(holding, reading.says, isStale)
    holding = after.holding
    const look = ports.look(product)
    if (!after.mayAct || !plan.enabled) {
      refuse(null)
      return
    }
    const wish = wishOf(reading.says, look)
    if (wish.kind !== 'ask') refuse(wish.kind === 'refused' ? wish.problem : null)
    else if (wasWished(wish, reading.says, before)) {
      void ask(wish.to, reasonOf(plan.type, plan.watches, reading.value))
    } else beat.within(0)
  }

  async function ask(to: OperationMode, reason: string): Promise<void> {
    if (asked?.to === to) return
    const mine = { to }
    asked = mine
    const answer = await ports.change(product, to, reason)
    if (asked !== mine) return
    asked = null
    if (ended.signal.aborted) return
    const refusal = refusalOf(answer)
    if (answer.ok && answer.value.result === 'changed') {
      ports.tell(product, { kind: to === 'Maintenance' ? 'entered' : 'left', reason })
    }
    refuse(refusal)
    ports.changed(product)
  }

  function refuse(problem: Problem | null): void {
    refused = problem
    if (problem === null) toldOf = null
    else if (problem.code !== toldOf && !isOfTheMoment(problem)) {
      toldOf = problem.code
      ports.tell(product, { kind: 'refused', problem })
    }
  }

  const beat = createBeat({
    clock,
    random: ports.random,
    interval: millisecondsOf(plan.pollingInterval),
    isAutomatic: plan.enabled,
    check,
    changed: () => ports.changed(product),
  })

  return {
    plan,
    status: () => {
      const next = beat.nextAt()
      return {
        type: plan.type,
        watches: plan.watches,
        enabled: plan.enabled,
        isChecking: beat.isChecking(),
        ...standing,
        nextCheckAt: next === null ? null : new Date(next).toISOString(),
        held: holding.hold,
        refused,
      }
    },
    check: () => beat.now(),
    checkWithin: (milliseconds) => beat.within(milliseconds),
    looked,
    exitDecided: (claim) => hold(afterExitDecided(holding, claim)),
    restored: (claim, isUntold) => hold(afterRestored(holding, claim, isUntold)),
    close: () => {
      ended.abort()
      beat.stop()
    },
  }
}

function wasWished(
  wish: Wish & { kind: 'ask' },
  says: 'maintenance' | 'normal',
  before: Look,
): boolean {
  if (before.problem !== null) return true
  const earlier = wishOf(says, before)
  return earlier.kind === 'ask' && earlier.to === wish.to
}

/** It passes by itself, and is shown elsewhere. */
function isOfTheMoment({ code }: Problem): boolean {
  return (
    code === 'environment-not-found' ||
    code === 'environment-offline' ||
    code === 'went-offline' ||
    code === 'product-not-found' ||
    code === 'transition-in-progress' ||
    code === 'cancelled'
  )
}
