import type { ChangeRequest } from '../../../src/main/maintenance/begin'
import type { Clock, Setter, TagCopies, TagCopy } from '../../../src/main/maintenance/ports'
import { createMaintenanceService } from '../../../src/main/maintenance/service'
import type { MaintenanceService } from '../../../src/main/maintenance/service'
import type { Change, Outcome } from '../../../src/shared/change'
import type { HistoryRecord } from '../../../src/shared/history'
import { claim, environmentId, instanceId, keyOf } from '../../../src/shared/ids'
import type { OperationMode } from '../../../src/shared/maintenance'
import type { Preview } from '../../../src/shared/preview'
import type { Problem } from '../../../src/shared/problem'
import { failed, ok } from '../../../src/shared/result'
import type { Result } from '../../../src/shared/result'
import { createLife } from './life'
import type { Fuse, Life } from './life'
import { shop } from './observed'
import { hostFor } from './wired-host'
import type { Wire } from './wired-host'

export const product = {
  environmentId: environmentId.parse('local'),
  productDeploymentId: shop,
} as const

/** What outlives a Tagout. */
export interface Surroundings extends Wire {
  readonly clock: Clock
  /** The local store of this instance. */
  readonly stored: Map<string, TagCopy>
  /** The history of this instance, as it was told. */
  readonly recorded: HistoryRecord[]
  /** What this process tells the product by. */
  setter(life: Life): Setter | null
  newClaim(): string
}

/** One process of the app, as far as the core goes. Ends with a `Crash` what it does not live to see. */
export interface Tagout {
  readonly life: Life
  /** Acts at once, and once, when that is shown: `stop web running`, `telling normal told`. */
  upon(shown: string, act: () => void): void
  enter(request?: Partial<ChangeRequest>): Promise<Result<Outcome, Problem>>
  exit(request?: Partial<ChangeRequest>): Promise<Result<Outcome, Problem>>
  takeover(reason?: string): Promise<Result<Outcome, Problem>>
  retry(): Promise<Result<Outcome, Problem>>
  preview(to: OperationMode): Promise<Result<Preview, Problem>>
  cancel(): void
  /** What the composition root does once the environment is connected. */
  connect(): Promise<void>
  noticed(): void
  exitDecided(): void
  /** Until it connects, it alone can't ask the engine, and hears nothing. */
  loseConnection(): void
  change(): Change | null
  /** The drift that it was told, in order: `web in-snapshot`. */
  readonly drift: readonly string[]
  /** What became of telling the product, whenever it was told that a person's exit is restored. */
  readonly restored: readonly string[]
  /** Its user switches on that drift is stopped again without asking. */
  stopDriftAgain(): void
}

export function startTagout(instance: string, fuse: Fuse, surroundings: Surroundings): Tagout {
  const life = createLife(fuse)
  const { volumes } = surroundings
  const line = { isCut: false }
  const isOnline = (): boolean => !line.isCut && surroundings.isOnline()
  const host = hostFor(life, { ...surroundings, isOnline })
  const awaited = new Map<string, () => void>()
  const drift: string[] = []
  const restored: string[] = []
  let stopsDriftAgain = false
  const service: MaintenanceService = createMaintenanceService({
    hosts: () => (isOnline() ? ok(host) : failed({ code: 'environment-offline' })),
    copies: copiesFor(life, surroundings.stored),
    clock: {
      now: () => surroundings.clock.now(),
      after: (milliseconds, callback) =>
        surroundings.clock.after(milliseconds, () => {
          if (!life.isOver()) callback()
        }),
    },
    identity: {
      instance: instanceId.parse(instance),
      by: `${instance}@desk`,
      newClaim: () => claim.parse(`${instance}.${surroundings.newClaim()}`),
    },
    history: {
      record: (record) => {
        if (!life.isOver()) surroundings.recorded.push(record)
      },
    },
    changed: (of) => {
      const telling = service.changeOf(of)?.telling
      if (telling) {
        const shown = `telling ${telling.says} ${telling.state}`
        const act = awaited.get(shown)
        awaited.delete(shown)
        act?.()
      }
      for (const { action, name, state } of service.changeOf(of)?.steps ?? []) {
        const shown = `${action} ${name} ${state}`
        const act = awaited.get(shown)
        awaited.delete(shown)
        act?.()
      }
    },
    driftFound: (_, __, found) => {
      if (!life.isOver()) drift.push(...found.map(({ name, kind }) => `${name} ${kind}`))
    },
    stopsDriftAgain: () => stopsDriftAgain,
    setters: { of: () => surroundings.setter(life) },
    restored: (_, told) => {
      if (!life.isOver()) restored.push(told?.state ?? 'nobody')
    },
  })

  function change(to: OperationMode, request: Partial<ChangeRequest>) {
    const usual = { to, source: 'Manual', reason: '', acknowledged: false } as const
    return life.orCrash(service.change(product, { ...usual, ...request }))
  }

  return {
    life,
    upon: (shown, act) => void awaited.set(shown, act),
    enter: (request = {}) => change('Maintenance', request),
    exit: (request = {}) => change('Normal', request),
    takeover: (reason = 'the observer is broken') =>
      life.orCrash(service.takeover(product, reason)),
    retry: () => life.orCrash(service.retry(product)),
    preview: (to) => life.orCrash(service.preview(product, to)),
    cancel: () => {
      if (!life.isOver()) service.cancel(product)
    },
    loseConnection: () => {
      line.isCut = true
    },
    connect: async () => {
      line.isCut = false
      await life.orCrash(service.resume(product.environmentId))
      if (volumes.tag(shop) === null) {
        for (const kind of ['takeover', 'exit'] as const) {
          if (volumes.mark(kind, shop) !== null) life.effect(() => volumes.remove(kind, shop))
        }
      }
    },
    exitDecided: () => {
      if (!life.isOver() && isOnline()) service.exitDecided(product)
    },
    noticed: () => {
      if (!life.isOver() && isOnline()) void service.noticed(product)
    },
    change: () => service.changeOf(product),
    drift,
    restored,
    stopDriftAgain: () => {
      stopsDriftAgain = true
      void service.noticed(product)
    },
  }
}

function copiesFor(life: Life, stored: Map<string, TagCopy>): TagCopies {
  return {
    all: () => [...stored.values()],
    get: (of) => stored.get(keyOf(of)) ?? null,
    put: (copy) => void life.effect(() => stored.set(keyOf(copy.product), copy)),
    drop: (of) => void life.effect(() => stored.delete(keyOf(of))),
  }
}
