import type { Change } from '../../shared/change'
import { keyOf } from '../../shared/ids'
import type { ContainerId, ProductRef } from '../../shared/ids'
import type { OperationMode, Tag } from '../../shared/maintenance'
import type { InspectedMember } from '../../shared/product'
import type { Telling } from '../../shared/setter'
import type { DriftStart } from './drift'
import { restoreLate } from './late'
import type { LateSteps } from './late'
import { createLine } from './line'
import type { Clock, History, Host, Hosts, Identity, Setters, TagCopies } from './ports'
import { startRun } from './run'
import type { Run, RunManner } from './run'

export interface ServicePorts {
  readonly hosts: Hosts
  readonly copies: TagCopies
  readonly clock: Clock
  readonly identity: Identity
  readonly history: History
  readonly setters: Setters
  /** `changeOf` this product yields something else now. */
  changed(product: ProductRef): void
  /** Started although the product of this name is in maintenance; each start is told once. */
  driftFound(product: ProductRef, productName: string, drift: readonly DriftStart[]): void
  /** Whether drift of the product is to be stopped again without asking, by this Tagout. */
  stopsDriftAgain(product: ProductRef): boolean
  /**
   * All is restored, and the tag of a maintenance that a person ended is about to be taken down:
   * with what became of telling the product. Null: nobody was to be told. May come more than once.
   */
  restored(product: ProductRef, told: Telling | null): void
}

/** What is remembered of changes: which are carried out here, and how far each got. */
export interface Changes {
  of(product: ProductRef): Change | null
  set(product: ProductRef, change: Change | null): void
  runOf(product: ProductRef): Run | null
  /** Carries out what is left; one run at a time for each product. */
  run(product: ProductRef, to: OperationMode, how?: Partial<RunManner>): Run
  /** This tag does: what was begun for it came in time, unless its exit is decided. */
  stillHangs(product: ProductRef, tag: Tag): void
  /** The tag is gone: what was stopped for it after the end is brought back. Yields if any was. */
  settleLate(product: ProductRef, host: Host): Promise<boolean>
  /** The connection was lost: whatever was started may have ended with the daemon. */
  reconnected(product: ProductRef): void
  /** Deciding and looking are done one after the other for each product. */
  inTurn<T>(product: ProductRef, work: () => Promise<T>): Promise<T>
}

export interface ChangesPorts extends ServicePorts {
  /** A run ended because the tag that it worked for is no longer the one on the host. */
  displaced(product: ProductRef): void
  /** A run has looked, and has not acted upon it yet. */
  saw(product: ProductRef, tag: Tag, members: readonly InspectedMember[]): void
}

export function createChanges(ports: ChangesPorts): Changes {
  const { hosts, copies, clock, history, identity } = ports
  const runs = new Map<string, Run>()
  const changes = new Map<string, Change>()
  const started = new Map<string, Set<ContainerId>>()
  const late = new Map<string, LateSteps>()
  const line = createLine()

  function set(product: ProductRef, change: Change | null): void {
    const key = keyOf(product)
    if (change === null && !changes.has(key)) return
    if (change === null) {
      changes.delete(key)
      started.delete(key)
    } else changes.set(key, change)
    ports.changed(product)
  }

  async function settleLate(product: ProductRef, host: Host): Promise<boolean> {
    const steps = late.get(keyOf(product))
    late.delete(keyOf(product))
    if (steps !== undefined) await restoreLate(steps, host)
    return steps !== undefined
  }

  function startedOf(product: ProductRef): Set<ContainerId> {
    const known = started.get(keyOf(product)) ?? new Set()
    started.set(keyOf(product), known)
    return known
  }

  function run(product: ProductRef, to: OperationMode, how: Partial<RunManner> = {}): Run {
    const key = keyOf(product)
    const running = runs.get(key)
    if (running !== undefined) return running
    const begun = startRun(product, to, {
      hosts,
      copies,
      clock,
      history,
      setter: ports.setters.of(product),
      by: identity.by,
      lettingGo: 0,
      drift: 'left',
      seen: null,
      started: startedOf(product),
      ...how,
      restored: (told) => ports.restored(product, told),
      saw: (tag, members) => ports.saw(product, tag, members),
      late: (steps) => void late.set(key, steps),
      changed: (change) => set(product, change),
    })
    const ended = begun.ended.finally(() => runs.delete(key))
    const registered = {
      ...begun,
      ended: ended.then((outcome) => {
        if (outcome.problem?.code === 'tag-replaced') ports.displaced(product)
        return outcome
      }),
    }
    runs.set(key, registered)
    return registered
  }

  return {
    of: (product) => changes.get(keyOf(product)) ?? null,
    set,
    runOf: (product) => runs.get(keyOf(product)) ?? null,
    run,
    stillHangs: (product, { claim, exit }) => {
      const isOfIt = late.get(keyOf(product))?.tag.claim === claim
      if (isOfIt && exit === null) late.delete(keyOf(product))
    },
    settleLate,
    reconnected: (product) => started.get(keyOf(product))?.clear(),
    inTurn: (product, work) => line(keyOf(product), work),
  }
}
