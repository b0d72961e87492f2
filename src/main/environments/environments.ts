import { sameReach } from '../../shared/environment-config'
import type {
  EnvironmentConfig,
  FoundEnvironment,
  Reach,
  Reached,
} from '../../shared/environment-config'
import type { Environment } from '../../shared/environment'
import type { EnvironmentId } from '../../shared/ids'
import type { ConnectionProblem, EnvironmentProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { StoredEnvironment, StoredEnvironments } from '../storage/environments-file'
import { isSealedPlainly } from '../storage/seal'
import { discover } from './discover'
import { contextNames } from './docker-context'
import { openEntries } from './entries'
import type { EnvironmentsPorts } from './entries'
import { isReachedAs, shownOf, usedBy, usedByStored, withFormer } from './entry'
import type { Entry } from './entry'
import type { LiveEnvironment } from './environment'
import { idFor } from './environment-id'
import type { UsedId } from './environment-id'
import { keepKey, keptKeyOf, sealedAnew } from './kept-key'
import { placeOf } from './reach'
import { reached } from './reached'
import { createTurns } from './turns'

/** The environments that the user has, in their order; each connects, and stays so, by itself. */
export interface Environments {
  all(): readonly LiveEnvironment[]
  get(id: EnvironmentId): LiveEnvironment | null
  shown(): readonly Environment[]
  /** Whether the user has said which environments there are. */
  isChosen(): boolean
  /** Answers `environment-exists`, `key-store-refused`. */
  add(config: EnvironmentConfig): Promise<Result<EnvironmentId, EnvironmentProblem>>
  /** Answers `environment-not-found`, `environment-exists`, `environment-busy`, `key-store-refused`. */
  change(id: EnvironmentId, config: EnvironmentConfig): Promise<Result<void, EnvironmentProblem>>
  /** Answers `environment-not-found`, `environment-busy`. */
  remove(id: EnvironmentId): Promise<Result<void, EnvironmentProblem>>
  /** Those that are not named keep their order, after the others. */
  order(ids: readonly EnvironmentId[]): void
  /** In place of what there is, in this order; what leads to the same place stays as it is. Answers
   * `environment-busy`, `key-store-refused`: then all is as it was. */
  choose(configs: readonly EnvironmentConfig[]): Promise<Result<void, EnvironmentProblem>>
  /** Changes nothing. @param of whose key is meant where the configuration says that it is kept */
  test(reach: Reach, of: EnvironmentId | null): Promise<Result<Reached, ConnectionProblem>>
  /** What could be added, and what is there, as this machine's files tell. */
  find(): Promise<readonly FoundEnvironment[]>
  /** The names of Docker's contexts. */
  contexts(): Promise<readonly string[]>
  /** Contexts may have come to point elsewhere. */
  relocate(): void
  /** The machine was asleep, or its network is another: each is verified, or connected, at once. */
  verify(): void
  close(): void
}

/** Yields when each has its id; no engine is waited for. */
export async function openEnvironments(ports: EnvironmentsPorts): Promise<Environments> {
  const { file } = ports
  const entries = await openEntries(ports)
  const all = (): readonly Entry[] => entries.all()
  const inTurn = createTurns()
  void sealKeys()

  /** The one that leads to the same place. */
  function sameAs(reach: Reach, but: Entry | null = null): Entry | undefined {
    return all().find((entry) => entry !== but && sameReach(entry.stored.reach, reach))
  }

  function exists(entry: Entry): Result<never, EnvironmentProblem> {
    return failed({ code: 'environment-exists', name: shownOf(entry).name })
  }

  function busy(entry: Entry): Result<never, EnvironmentProblem> {
    return failed({ code: 'environment-busy', name: shownOf(entry).name })
  }

  /** @param among what is there, and what is to be there with it */
  async function prepare(
    config: EnvironmentConfig,
    former: StoredEnvironment | null,
    among: readonly UsedId[],
  ): Promise<Result<StoredEnvironment, EnvironmentProblem>> {
    const kept = await keepKey(config.reach, former, ports.seal)
    if (!kept.ok) return kept
    const isCurrent = config.reach.kind === 'current'
    const id = former?.id ?? idFor(config, among, file.get().removed)
    return ok({ id: isCurrent ? null : id, name: config.name, ...kept.value })
  }

  /** Closes what goes, and forgets what is remembered of its hosts. */
  function part(gone: readonly Entry[]): StoredEnvironments['removed'] {
    for (const { live } of gone) {
      live.close()
      ports.forget(live.id)
    }
    return withFormer(file.get().removed, gone.map(usedBy))
  }

  /** A key that was kept as it is, while there was no key store, is sealed as soon as there is one. */
  async function sealKeys(): Promise<void> {
    const isPlain = ({ sealedKey }: StoredEnvironment): boolean =>
      sealedKey !== null && isSealedPlainly(sealedKey)
    if (!all().some(({ stored }) => isPlain(stored))) return
    if ((await ports.seal.store()).state !== 'protected') return
    await inTurn(async () => {
      for (const { stored } of all().filter((entry) => isPlain(entry.stored))) {
        const next = await sealedAnew(stored, ports.seal)
        entries.keep(
          all().map((each) => (each.stored === stored ? { ...each, stored: next } : each)),
        )
      }
    })
  }

  return {
    all: () => entries.present().map(({ live }) => live),
    get: (id) => entries.of(id)?.live ?? null,
    shown: () => entries.present().map(shownOf),
    isChosen: () => file.get().isChosen,

    add: (config) =>
      inTurn(async () => {
        const same = sameAs(config.reach)
        if (same !== undefined) return exists(same)
        const stored = await prepare(config, null, all().map(usedBy))
        if (!stored.ok) return stored
        const entry = await entries.open(stored.value)
        entries.keep([...all(), entry], { isChosen: true })
        return ok(entry.live.id)
      }),

    change: (id, config) =>
      inTurn(async () => {
        const entry = entries.of(id)
        if (entry === null) return failed({ code: 'environment-not-found' })
        const same = sameAs(config.reach, entry)
        if (same !== undefined) return exists(same)
        const before = entry.stored
        const prepared = await prepare(config, before, all().map(usedBy))
        if (!prepared.ok) return prepared
        const stored = prepared.value
        // By what is stored: the current daemon may have come to be another one meanwhile.
        const replaced = (next: Entry): readonly Entry[] =>
          all().map((each) => (each.stored === before ? next : each))
        const live = all().find((each) => each.stored === before)?.live ?? entry.live
        if (isReachedAs(stored, before)) {
          entries.keep(replaced({ stored, live }))
          return ok()
        }
        if (ports.isBusy(live.id)) return busy(entry)
        live.close()
        if (!sameReach(before.reach, stored.reach)) ports.forget(live.id)
        entries.keep(replaced(await entries.open(stored)))
        return ok()
      }),

    remove: (id) =>
      inTurn(() => {
        const entry = entries.of(id)
        if (entry === null) return failed({ code: 'environment-not-found' })
        if (ports.isBusy(id)) return busy(entry)
        const removed = part([entry])
        entries.keep(
          all().filter((each) => each !== entry),
          { isChosen: true, removed },
        )
        return ok()
      }),

    order(ids) {
      const rank = ({ live }: Entry): number => {
        const place = ids.indexOf(live.id)
        return place === -1 ? ids.length : place
      }
      entries.keep(all().toSorted((one, other) => rank(one) - rank(other)))
    },

    choose: (configs) =>
      inTurn(async () => {
        const wanted = configs.filter(
          ({ reach }, index) =>
            configs.findIndex((other) => sameReach(other.reach, reach)) === index,
        )
        const gone = (): readonly Entry[] =>
          all().filter(({ stored }) => !wanted.some(({ reach }) => sameReach(reach, stored.reach)))
        const fresh: StoredEnvironment[] = []
        for (const config of wanted.filter(({ reach }) => sameAs(reach) === undefined)) {
          const among = [...all().map(usedBy), ...fresh.flatMap(usedByStored)]
          const stored = await prepare(config, null, among)
          if (!stored.ok) return stored
          fresh.push(stored.value)
        }
        const inUse = gone().find(({ live }) => ports.isBusy(live.id))
        if (inUse !== undefined) return busy(inUse)
        const opened = await Promise.all(fresh.map((stored) => entries.open(stored)))
        const going = gone()
        const removed = part(going)
        const staying = [...all().filter((entry) => !going.includes(entry)), ...opened]
        const rank = ({ stored }: Entry): number =>
          wanted.findIndex(({ reach }) => sameReach(reach, stored.reach))
        entries.keep(
          staying.toSorted((one, other) => rank(one) - rank(other)),
          { isChosen: true, removed },
        )
        return ok()
      }),

    async test(reach, of) {
      const stored = of === null ? null : (entries.of(of)?.stored ?? null)
      const pasted =
        reach.kind === 'tcp' && reach.tls?.key?.from === 'pasted' ? reach.tls.key.pem : null
      const keptKey = keptKeyOf(stored, ports.seal)
      const place = await placeOf(
        reach,
        pasted === null ? keptKey : () => Promise.resolve(ok(pasted)),
        ports,
      )
      return reached(place, (engineId) => {
        const known = entries
          .present()
          .find(({ live }) => live.id !== of && live.engineId() === engineId)
        return known === undefined ? null : shownOf(known).name
      })
    },

    find: () => discover(ports.surroundings()),
    contexts: async () => ['default', ...(await contextNames(ports.surroundings()))],
    verify: () => {
      for (const { live } of entries.present()) live.verify()
    },
    relocate: () => {
      for (const { stored, live } of entries.present()) {
        if (stored.reach.kind === 'current' || stored.reach.kind === 'context') live.relocate()
      }
    },
    close: () => {
      for (const { live } of all()) live.close()
    },
  }
}
