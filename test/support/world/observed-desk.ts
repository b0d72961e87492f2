import type { Look } from '../../../src/main/observers/deciding'
import type { SeenTag } from '../../../src/main/observers/holds'
import type { ObserverMemory } from '../../../src/main/observers/memory'
import { createObservers } from '../../../src/main/observers/observers'
import type { ObserverNews, Observers } from '../../../src/main/observers/observers'
import type { Change, Outcome } from '../../../src/shared/change'
import { duration } from '../../../src/shared/duration'
import { environmentId, keyOf, productDeploymentId } from '../../../src/shared/ids'
import type { Maintenance, Source } from '../../../src/shared/maintenance'
import type { ObserverStatus, Reading } from '../../../src/shared/observer'
import type { Problem } from '../../../src/shared/problem'
import { ok } from '../../../src/shared/result'
import type { Result } from '../../../src/shared/result'
import { createManualClock } from './manual-clock'
import type { ManualClock } from './manual-clock'

export const product = {
  environmentId: environmentId.parse('local'),
  productDeploymentId: productDeploymentId.parse('shop'),
}

export const maintenance: Reading = { says: 'maintenance', value: 'true' }
export const normal: Reading = { says: 'normal', value: 'false' }
export const nothing: Reading = {
  says: 'nothing',
  problem: { code: 'source-unreachable', detail: 'ECONNREFUSED' },
}

/** Whose maintenance the host has, and under which claim. */
interface Shown {
  readonly mode: 'Normal' | 'Maintenance' | 'Exiting'
  readonly source?: Source
  readonly claim?: string
  readonly change?: Partial<Change>
  readonly offline?: boolean
}

/** An observer of the shop, every 30 seconds, beside a host that shows what the test says. */
export interface Desk {
  readonly clock: ManualClock
  readonly observers: Observers
  /** What the source says from now on. */
  says(reading: Reading): void
  /** Checks from now on get no answer until the yielded function is called. */
  holdUp(): () => void
  /** The host shows this, and it is looked at. */
  shows(shown: Shown): void
  /** What the core answers from now on. */
  answers(answer: Result<Outcome, Problem>): void
  /** The core takes its time, until the yielded function is called. */
  holdUpCore(): () => void
  /** After so many seconds, and whatever follows from that. */
  after(seconds: number): Promise<void>
  settled(): Promise<void>
  /** A new process with the same profile. */
  restarted(): Promise<void>
  status(): ObserverStatus | null
  readonly checks: () => number
  /** What the core was asked for: `Maintenance: file /flag says "true"`. */
  readonly asked: readonly string[]
  readonly told: readonly ObserverNews[]
}

interface How {
  readonly enabled: boolean
}

export function aDesk({ enabled }: How = { enabled: true }): Desk {
  const clock = createManualClock('2026-11-22T20:00:00Z')
  const memory = aMemory()
  const asked: string[] = []
  const told: ObserverNews[] = []
  let reading = normal
  let shown: Shown = { mode: 'Normal' }
  let answer: Result<Outcome, Problem> = ok(outcome('changed'))
  let source = Promise.resolve()
  let core = Promise.resolve()
  let checks = 0
  let observers: Observers | null = null

  function start(): Observers {
    const started = createObservers({
      clock,
      random: () => 0.5,
      memory,
      observe: async () => {
        checks++
        const read = reading
        await source
        return read
      },
      look: () => lookOf(shown),
      tagOf: () => tagOf(shown),
      change: async (_, to, reason) => {
        asked.push(`${to}: ${reason}`)
        await core
        return answer
      },
      tell: (_, news) => void told.push(news),
      // As Tagout has it: whatever is shown anew is looked at.
      changed: () => observers?.looked(),
    })
    started.set(product, {
      type: 'file',
      watches: '/flag',
      enabled,
      pollingInterval: duration.parse('30s'),
    })
    observers = started
    return started
  }

  let running = start()
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    clock,
    get observers() {
      return running
    },
    says: (next) => {
      reading = next
    },
    holdUp: () => {
      const gate = aGate()
      source = gate.opened
      return gate.open
    },
    holdUpCore: () => {
      const gate = aGate()
      core = gate.opened
      return gate.open
    },
    shows: (next) => {
      shown = next
      running.looked()
    },
    answers: (next) => {
      answer = next
    },
    after: async (seconds) => {
      clock.pass(seconds * 1000)
      await settled()
    },
    settled,
    restarted: async () => {
      running.close()
      await settled()
      running = start()
    },
    status: () => running.statusOf(product),
    checks: () => checks,
    asked,
    told,
  }
}

export function outcome(result: Outcome['result'], problem: Problem | null = null): Outcome {
  return {
    result,
    previousMode: 'Normal',
    newMode: 'Maintenance',
    triggerSource: 'Observer',
    containers: [],
    problem,
    telling: null,
  }
}

function lookOf({ mode, source = 'Manual', change, offline = false }: Shown): Look {
  const trigger = { source, reason: '', by: 'anna@desk', at: '2026-11-22T19:00:00Z' }
  const owned = { trigger, takenOverFrom: null }
  const maintenance: Maintenance =
    mode === 'Normal'
      ? { mode }
      : mode === 'Exiting'
        ? { mode, ...owned, exit: trigger }
        : { mode, ...owned }
  const beginning = { state: 'running', cancelling: false, steps: [], problem: null } as const
  return {
    productName: 'Shop',
    maintenance,
    change: change
      ? ({ to: 'Maintenance', telling: null, ...beginning, ...change } satisfies Change)
      : null,
    problem: offline ? { code: 'environment-offline' } : null,
  }
}

function tagOf({ mode, source = 'Manual', claim = 'one.1', offline }: Shown): SeenTag | 'unknown' {
  if (offline === true) return 'unknown'
  return mode === 'Normal' ? null : { claim, source, isExiting: mode === 'Exiting' }
}

function aGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const gate: { open?: () => void } = {}
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve
  })
  return { opened, open: () => gate.open?.() }
}

/** As the profile's, which outlives the process. */
function aMemory(): ObserverMemory {
  const kept = new Map<string, string>()
  type Kept = ReturnType<ObserverMemory['of']>
  return {
    of: (of) => JSON.parse(kept.get(keyOf(of)) ?? 'null') as Kept,
    put: (of, next) => void kept.set(keyOf(of), JSON.stringify(next)),
    drop: (of) => void kept.delete(keyOf(of)),
  }
}
