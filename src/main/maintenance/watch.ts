import type { HistoryRecord } from '../../shared/history'
import { instanceOf, keyOf } from '../../shared/ids'
import type { Claim, EnvironmentId, ProductRef } from '../../shared/ids'
import type { OperationMode, Tag } from '../../shared/maintenance'
import type { Plan } from '../../shared/plan'
import type { InspectedMember } from '../../shared/product'
import type { Changes, ServicePorts } from './changes'
import { keepCopy } from './copy'
import { createDriftNews, driftIn } from './drift'
import type { DriftStart } from './drift'
import { hangLostMarks, heal } from './heal'
import { recordsOf, recordsOfEnd } from './history'
import { longestStopIn, planFor } from './plan'
import type { Host, Observation } from './ports'
import { asSeen, beginning } from './progress'
import { createQuiet } from './quiet'
import type { Run } from './run'
import { isUnreadable } from './state'
import { left } from './teller'

export interface Watch {
  /** The environment can be asked (again): heals, and finishes what this Tagout began. */
  resume(environment: EnvironmentId): Promise<void>
  /** Something of the product moved on its host. */
  noticed(product: ProductRef): Promise<void>
  /**
   * An exit mark was hung. The engine's events tell it at once, so that it is known that the tag was
   * ended, and not lost, even when all is over before anybody has looked.
   */
  exitDecided(product: ProductRef): void
  /** What of it drifts is told, each start once, whoever looked. Yields what drifts. */
  tellDrift(
    product: ProductRef,
    tag: Tag,
    members: readonly InspectedMember[],
  ): readonly DriftStart[]
}

/** How long nothing may move in another Tagout's change, beyond the longest stop timeout in it. */
const patience = 60_000

/** One carries out, the others watch: whose change it is, is told by the claim on the host. */
export function createWatch(ports: ServicePorts, changes: Changes): Watch {
  const { hosts, copies, clock, identity, history } = ports
  const turns = new Map<string, { again: boolean; connected: boolean }>()
  const waits = new Map<string, () => void>()
  /** Whether the connection was lost and is back since. */
  const awaited = new WeakMap<Run, { connected: boolean }>()
  /** Of the tags whose exit was decided. */
  const decided = new Map<string, Claim>()
  const told = createDriftNews()
  const stopped = createDriftNews()
  const quiet = createQuiet(clock)

  async function resume(environment: EnvironmentId): Promise<void> {
    const host = hosts(environment)
    if (!host.ok) return
    const tags = await host.value.listTags()
    if (!tags.ok) return
    const tagged = tags.value
      .filter((tag): tag is Tag => !isUnreadable(tag))
      .map(({ productDeploymentId }) => ({ environmentId: environment, productDeploymentId }))
    const copied = copies.all().map(({ product }) => product)
    const known = copied.filter(({ environmentId }) => environmentId === environment)
    const products = new Map([...tagged, ...known].map((product) => [keyOf(product), product]))
    for (const product of products.values()) changes.reconnected(product)
    await Promise.all([...products.values()].map((product) => attend(product, true)))
  }

  /** However much moves meanwhile, one look is under way at a time, and one more follows. */
  async function attend(product: ProductRef, connected: boolean): Promise<void> {
    const key = keyOf(product)
    const busy = turns.get(key)
    if (busy !== undefined) {
      busy.again = true
      busy.connected ||= connected
      return
    }
    const turn = { again: true, connected }
    turns.set(key, turn)
    try {
      while (turn.again) {
        const connected = turn.connected
        turn.again = turn.connected = false
        await changes.inTurn(product, () => look(product, connected))
      }
    } finally {
      turns.delete(key)
    }
  }

  async function look(product: ProductRef, connected: boolean): Promise<void> {
    const running = changes.runOf(product)
    if (running !== null) {
      lookAfter(product, running, connected)
      return
    }
    const host = hosts(product.environmentId)
    if (!host.ok) return
    const seen = await host.value.observe(product.productDeploymentId)
    if (!seen.ok && seen.problem.code !== 'product-not-found') return
    const tag = seen.ok ? seen.value.tag : null
    if (tag === null) {
      await withoutTag(product, host.value, connected)
      return
    }
    if (!seen.ok || isUnreadable(tag)) return
    const copy = copies.get(product)
    const marked = copy === null ? null : await hangLostMarks(copy, tag, host.value)
    if (marked === null || (marked.ok && marked.value === 'none-lost')) {
      withTag(product, tag, seen.value, connected)
    } else if (marked.ok) await look(product, true)
  }

  /** A run sees what is its own business; what else moved meanwhile is looked at when it has ended. */
  function lookAfter(product: ProductRef, running: Run, connected: boolean): void {
    running.moved()
    const known = awaited.get(running)
    if (known !== undefined) {
      known.connected ||= connected
      return
    }
    const since = { connected }
    awaited.set(running, since)
    void running.ended.then(() => attend(product, since.connected))
  }

  function withTag(
    product: ProductRef,
    tag: Tag,
    { members }: Observation,
    connected: boolean,
  ): void {
    const cancelled = remember(product, tag)
    changes.stillHangs(product, tag)
    record(recordsOf(product, tag, members, identity.instance, isoNow()))
    const plan = planFor(tag, members)
    const to = tag.exit === null ? 'Maintenance' : 'Normal'
    const change = changes.of(product)
    const isOurs = instanceOf(tag.exit?.claim ?? tag.claim) === identity.instance
    const isStuck = change?.state === 'incomplete' && change.to === to && !connected
    const isSettled = plan.steps.length === 0
    stopWaiting(product)
    const drift = tellDrift(product, tag, members)
    if (isSettled && to === 'Maintenance') settle(product, drift)
    else if (isOurs && cancelled && !isSettled) tellCancelled(product, to, plan)
    else if (isOurs ? !isStuck || isSettled : isStuck && isSettled) changes.run(product, to)
    else if (!isOurs && !isStuck) watchOthers(product, tag, members, plan)
  }

  function tellDrift(
    product: ProductRef,
    tag: Tag,
    members: readonly InspectedMember[],
  ): readonly DriftStart[] {
    const drift = tag.exit === null ? driftIn(tag, members) : []
    const news = told.since(product, drift)
    if (news.length > 0) ports.driftFound(product, tag.productName, news)
    return drift
  }

  /** Each start is stopped once: one that can't be stopped is left to the user. */
  function settle(product: ProductRef, drift: readonly DriftStart[]): void {
    changes.set(product, null)
    if (!ports.stopsDriftAgain(product)) return
    if (stopped.since(product, drift).length === 0) return
    changes.run(product, 'Maintenance', { drift: 'stopped' })
  }

  /** Yields whether the user cancelled this very change here. */
  function remember(product: ProductRef, tag: Tag): boolean {
    const known = copies.get(product)
    const isSame = known?.tag.claim === tag.claim && known.tag.exit?.claim === tag.exit?.claim
    const cancelled = isSame && known.cancelled
    if (JSON.stringify(known?.tag) !== JSON.stringify(tag)) {
      keepCopy(copies, product, tag, cancelled)
    }
    return cancelled
  }

  function record(records: readonly HistoryRecord[]): void {
    for (const each of records) history.record(each)
  }

  function isoNow(): string {
    return new Date(clock.now()).toISOString()
  }

  function tellCancelled(product: ProductRef, to: OperationMode, plan: Plan): void {
    const change = changes.of(product)
    if (change?.to === to && change.state === 'incomplete') return
    const begun = asSeen(beginning(to, 'incomplete'), plan)
    const telling = left(copies.get(product)?.told?.telling ?? null)
    changes.set(product, { ...begun, telling, problem: { code: 'cancelled' } })
  }

  function watchOthers(
    product: ProductRef,
    tag: Tag,
    members: readonly InspectedMember[],
    plan: Plan,
  ): void {
    const to = tag.exit === null ? 'Maintenance' : 'Normal'
    const change = changes.of(product)
    const isKnown = change?.to === to && change.state === 'elsewhere'
    changes.set(product, asSeen(isKnown ? change : beginning(to, 'elsewhere'), plan))
    const still = patience + longestStopIn(plan) + quiet.left(tag, members, plan)
    waits.set(
      keyOf(product),
      clock.after(still, () => void takeOverStill(product, to)),
    )
  }

  function takeOverStill(product: ProductRef, to: OperationMode): Promise<void> {
    return changes.inTurn(product, () => {
      if (changes.of(product)?.state === 'elsewhere') changes.run(product, to)
      return Promise.resolve()
    })
  }

  function stopWaiting(product: ProductRef): void {
    waits.get(keyOf(product))?.()
    waits.delete(keyOf(product))
  }

  async function withoutTag(product: ProductRef, host: Host, connected: boolean): Promise<void> {
    stopWaiting(product)
    const copy = copies.get(product)
    if (copy === null) {
      changes.set(product, null)
      await changes.settleLate(product, host)
      return
    }
    const change = changes.of(product)
    const to = copy.tag.exit === null ? 'Maintenance' : 'Normal'
    const unfinished = change?.state === 'incomplete' && change.to === to && !connected
    const healed = await heal(copy, host, copies, {
      instance: identity.instance,
      unfinished,
      exitDecided: decided.get(keyOf(product)) === copy.tag.claim,
    })
    if (!healed.ok) return
    if (healed.value === 'ended') {
      record(recordsOfEnd(product, copy.tag, identity.instance, isoNow()))
      changes.set(product, null)
      await changes.settleLate(product, host)
    } else await look(product, true)
  }

  function exitDecided(product: ProductRef): void {
    const copy = copies.get(product)
    if (copy !== null) decided.set(keyOf(product), copy.tag.claim)
  }

  return { resume, noticed: (product) => attend(product, false), exitDecided, tellDrift }
}
