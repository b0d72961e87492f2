import { keyOf } from '../../shared/ids'
import type { EnvironmentId, ProductRef } from '../../shared/ids'
import type { Outcome } from '../../shared/change'
import type { OperationMode } from '../../shared/maintenance'
import type { ObserverStatus, Reading } from '../../shared/observer'
import type { Problem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Clock } from '../maintenance/ports'
import type { PlannedObserver } from '../storage/automation-file'
import type { Look } from './deciding'
import type { SeenTag } from './holds'
import type { ObserverMemory } from './memory'
import { createObserver } from './observer'
import type { Observer } from './observer'

/** What there is to tell the user of an observer. */
export type ObserverNews =
  | { readonly kind: 'entered' | 'left'; readonly reason: string }
  | { readonly kind: 'failing' | 'works-again'; readonly watches: string }
  | { readonly kind: 'refused'; readonly problem: Problem }

export interface ObserversPorts {
  readonly clock: Clock
  /** From 0 to 1. */
  readonly random: () => number
  readonly memory: ObserverMemory
  /** One check, by the product's configuration. Never rejects. */
  observe(product: ProductRef, abort: AbortSignal): Promise<Reading>
  /** The product as it is shown. */
  look(product: ProductRef): Look
  /** Whose tag hangs on its host, and costs little to know; `unknown` while that can't be asked. */
  tagOf(product: ProductRef): SeenTag | 'unknown'
  /** By the core, as Observer. */
  change(product: ProductRef, to: OperationMode, reason: string): Promise<Result<Outcome, Problem>>
  tell(product: ProductRef, news: ObserverNews): void
  /** What there is to show of the product's observer is another. */
  changed(product: ProductRef): void
}

/** All observers, on their schedules. */
export interface Observers {
  /** In the place of the product's former one; null: it has none. */
  set(product: ProductRef, plan: PlannedObserver | null): void
  /** Nothing is checked until it is set again; what is remembered of it stays. */
  rest(product: ProductRef): void
  statusOf(product: ProductRef): ObserverStatus | null
  /** Answers when that is done. `observer-not-found` where the product has none. */
  check(product: ProductRef): Promise<Result<void, Problem>>
  /** What is watched may have become another. */
  sourceMoved(product: ProductRef): void
  /** The world is another. */
  looked(): void
  /** What could not be asked for may be asked for again. */
  connected(environment: EnvironmentId): void
  /** Of the maintenance of that claim, by whomever; null: of one that is not known. */
  exitDecided(product: ProductRef, claim: string | null): void
  /** A person's exit is all but done; whether the product could not be told so. */
  restored(product: ProductRef, claim: string | null, isUntold: boolean): void
  close(): void
}

/** Milliseconds over which the checks of many are spread that are due for the same reason. */
const spread = 1000
/** Milliseconds that a file has to come to rest. */
const settling = 200

export function createObservers(ports: ObserversPorts): Observers {
  const observers = new Map<string, { readonly product: ProductRef; readonly one: Observer }>()
  const of = (product: ProductRef): Observer | null => observers.get(keyOf(product))?.one ?? null
  function end(product: ProductRef): void {
    of(product)?.close()
    observers.delete(keyOf(product))
  }

  return {
    set: (product, plan) => {
      end(product)
      if (plan === null) ports.memory.drop(product)
      else observers.set(keyOf(product), { product, one: createObserver(product, plan, ports) })
      ports.changed(product)
    },
    rest: (product) => {
      end(product)
      ports.changed(product)
    },
    statusOf: (product) => of(product)?.status() ?? null,
    check: async (product) => {
      const observer = of(product)
      if (observer === null) return failed({ code: 'observer-not-found' })
      await observer.check()
      return ok()
    },
    sourceMoved: (product) => of(product)?.checkWithin(settling),
    looked: () => {
      for (const { one } of observers.values()) one.looked()
    },
    connected: (environment) => {
      for (const { product, one } of observers.values()) {
        const isWaiting = one.status().refused !== null
        if (product.environmentId === environment && isWaiting) {
          one.checkWithin(ports.random() * spread)
        }
      }
    },
    exitDecided: (product, claim) => of(product)?.exitDecided(claim),
    restored: (product, claim, isUntold) => of(product)?.restored(claim, isUntold),
    close: () => {
      for (const { one } of observers.values()) one.close()
      observers.clear()
    },
  }
}
