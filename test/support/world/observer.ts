import type { ObserverMemory } from '../../../src/main/observers/memory'
import { createObservers } from '../../../src/main/observers/observers'
import type { Observers } from '../../../src/main/observers/observers'
import { isUnreadable, stateOf } from '../../../src/main/maintenance/state'
import type { Outcome } from '../../../src/shared/change'
import { duration } from '../../../src/shared/duration'
import { keyOf } from '../../../src/shared/ids'
import type { ProductRef } from '../../../src/shared/ids'
import type { Reading } from '../../../src/shared/observer'
import type { Problem } from '../../../src/shared/problem'
import type { Result } from '../../../src/shared/result'
import { Crash } from './life'
import { membersIn, shop } from './observed'
import { hangingIn } from './record'
import { product } from './tagout'
import type { Tagout } from './tagout'
import type { Traffic } from './traffic'
import type { World } from './world'

/** What an observer in the world needs beside it. */
export interface ObservingPorts {
  readonly world: World
  readonly traffic: Traffic
  readonly random: () => number
  readonly memory: ObserverMemory
  isOnline(): boolean
  /** What the observed system says; asked when a check begins. */
  source(): Reading
  change(tagout: Tagout, to: 'enter' | 'exit'): Promise<Result<Outcome, Problem>>
}

/** The product's observer in one process of the app: looks, every 30 seconds, as the app's does. */
export function observing(tagout: Tagout, ports: ObservingPorts): Observers {
  const { world, traffic } = ports
  const { life } = tagout
  const observers = createObservers({
    clock: {
      now: () => world.clock.now(),
      after: (milliseconds, callback) =>
        world.clock.after(milliseconds, () => {
          if (!life.isOver()) callback()
        }),
    },
    random: ports.random,
    memory: ports.memory,
    observe: async () => {
      const reading = ports.source()
      await traffic.turn()
      return life.isOver() ? new Promise<never>(() => undefined) : reading
    },
    look: () => {
      const tag = world.volumes.tag(shop)
      const readable = tag === null || isUnreadable(tag) ? null : tag
      return {
        productName: 'shop',
        maintenance: stateOf(tag, membersIn(world.host.all(), readable)),
        change: tagout.change(),
        problem: ports.isOnline() ? null : { code: 'environment-offline' },
      }
    },
    tagOf: () => {
      const hanging = hangingIn(world)
      if (!ports.isOnline()) return 'unknown'
      if (hanging === null) return null
      return { claim: hanging.claim, source: hanging.owner, isExiting: hanging.exit !== null }
    },
    // What has died learns nothing any more.
    change: async (_, to) =>
      ports.change(tagout, to === 'Maintenance' ? 'enter' : 'exit').catch((error: unknown) => {
        if (error instanceof Crash) return new Promise<never>(() => undefined)
        throw error
      }),
    tell: () => undefined,
    changed: () => undefined,
  })
  observers.set(product, {
    type: 'file',
    watches: '/flag',
    enabled: true,
    pollingInterval: duration.parse('30s'),
  })
  return observers
}

/** Outlives the process. */
export function aMemory(): ObserverMemory {
  const kept = new Map<string, Parameters<ObserverMemory['put']>[1]>()
  return {
    of: (of: ProductRef) => kept.get(keyOf(of)) ?? null,
    put: (of, next) => void kept.set(keyOf(of), next),
    drop: (of) => void kept.delete(keyOf(of)),
  }
}
