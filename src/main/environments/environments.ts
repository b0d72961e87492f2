import { sameReach } from '../../shared/environment-config'
import type {
  EnvironmentConfig,
  FoundEnvironment,
  Reach,
  Reached,
} from '../../shared/environment-config'
import type { Environment } from '../../shared/environment'
import type { EnvironmentId, ProductRef } from '../../shared/ids'
import type { ConnectionProblem, EnvironmentProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Clock, TagCopy } from '../maintenance/ports'
import type { StoredEnvironment, StoredEnvironments } from '../storage/environments-file'
import type { JsonFile } from '../storage/json-file'
import { isSealedPlainly } from '../storage/seal'
import type { LastKnown } from '../storage/last-known'
import type { Seal } from '../storage/seal'
import { discover } from './discover'
import { contextNames } from './docker-context'
import { openEnvironment } from './environment'
import type { LiveEnvironment, LocatedEnvironment, Place } from './environment'
import { idFor } from './environment-id'
import type { UsedId } from './environment-id'
import { keepKey, keptKeyOf, sealedAnew } from './kept-key'
import { nameOf, placeOf, placeOfCurrent } from './reach'
import type { ReachPorts } from './reach'
import { reached } from './reached'
import { createTurns } from './turns'

export interface EnvironmentsPorts extends ReachPorts {
  readonly clock: Clock
  /** No engine is asked before; by default they are at once. */
  readonly mayConnect?: Promise<void> | undefined
  readonly file: JsonFile<StoredEnvironments>
  readonly seal: Seal
  readonly lastKnown: LastKnown
  /** The local copies of tags. */
  copies(): readonly TagCopy[]
  /** Whether a change is under way there. */
  isBusy(environment: EnvironmentId): boolean
  /** It leads elsewhere, or is no more: what is remembered of its host is nobody's. */
  forget(environment: EnvironmentId): void
  /** What is shown is another: states of containers only, or anything. */
  changed(what: 'containers' | 'all'): void
  connected(environment: EnvironmentId): void
  moved(product: ProductRef): void
  exitDecided(product: ProductRef): void
}

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

interface Entry {
  readonly stored: StoredEnvironment
  readonly live: LiveEnvironment
}

/** Yields when each has its id; no engine is waited for. */
export async function openEnvironments(ports: EnvironmentsPorts): Promise<Environments> {
  const { file } = ports
  let entries: readonly Entry[] = []
  entries = await Promise.all(file.get().environments.map((stored) => open(stored)))
  const inTurn = createTurns()
  void sealKeys()

  /** The current daemon may be one that is also there by its context's name: that one is it. */
  function present(): readonly Entry[] {
    return entries.filter(
      ({ stored, live }) =>
        stored.reach.kind !== 'current' ||
        !entries.some(
          (other) => other.stored.reach.kind !== 'current' && other.live.id === live.id,
        ),
    )
  }

  function entryOf(id: EnvironmentId): Entry | null {
    return present().find(({ live }) => live.id === id) ?? null
  }

  async function open(stored: StoredEnvironment): Promise<Entry> {
    const { id, reach } = stored
    if (id !== null) {
      return {
        stored,
        live: openAt(id, () => placeOf(reach, keptKeyOf(stored, ports.seal), ports)),
      }
    }
    return openCurrent(stored, await placeOfCurrent(ports.surroundings()))
  }

  /** Its id is the daemon's: when that has come to be another daemon, so is the environment. */
  function openCurrent(
    stored: StoredEnvironment,
    first: { readonly id: EnvironmentId; readonly place: Place },
  ): Entry {
    let upcoming: typeof first | null = first
    const live = openAt(first.id, async () => {
      const found = upcoming ?? (await placeOfCurrent(ports.surroundings()))
      upcoming = null
      if (found.id === first.id) return found.place
      // As it is stored at the moment.
      const mine = entries.find((entry) => entry.live === live)
      if (mine !== undefined) {
        live.close()
        const next = openCurrent(mine.stored, found)
        entries = entries.map((entry) => (entry === mine ? next : entry))
        ports.changed('all')
      }
      return found.place
    })
    remember([{ id: first.id, reach: stored.reach }])
    return { stored, live }
  }

  function openAt(id: EnvironmentId, locate: () => Promise<Place>): LiveEnvironment {
    return openEnvironment({
      id,
      clock: ports.clock,
      locate: async () => {
        const place = await locate()
        const connect: typeof place.connect = async () => {
          await ports.mayConnect
          return place.connect()
        }
        return { ...place, connect }
      },
      lastKnown: ports.lastKnown,
      copies: () => ports.copies(),
      changed: (what) => ports.changed(what),
      connected: () => ports.connected(id),
      recognised: (engineId) => recognised(id, engineId),
      moved: (productDeploymentId) => ports.moved({ environmentId: id, productDeploymentId }),
      exitDecided: (productDeploymentId) =>
        ports.exitDecided({ environmentId: id, productDeploymentId }),
    })
  }

  /**
   * An engine that is there already would carry out each change twice. One that has come to another
   * engine knows nothing of what hung on the former one.
   */
  function recognised(id: EnvironmentId, engineId: string | null): ConnectionProblem | null {
    if (engineId === null) return null
    const other = present().find(({ live }) => live.id !== id && live.engineId() === engineId)
    if (other !== undefined) return { code: 'engine-known-already', name: shownOf(other).name }
    const stored = file.get()
    const former = stored.engines[id]
    if (former === engineId) return null
    if (former !== undefined) ports.forget(id)
    file.set({ ...stored, engines: { ...stored.engines, [id]: engineId } })
    return null
  }

  function keep(next: readonly Entry[], more: Partial<StoredEnvironments> = {}): void {
    entries = next
    file.set({ ...file.get(), ...more, environments: entries.map(({ stored }) => stored) })
    ports.changed('all')
  }

  /** No other place is to have these ids. */
  function remember(used: readonly UsedId[]): void {
    const removed = withFormer(file.get().removed, used)
    if (removed.length > file.get().removed.length) file.set({ ...file.get(), removed })
  }

  /** The one that leads to the same place. */
  function sameAs(reach: Reach, but: Entry | null = null): Entry | undefined {
    return entries.find((entry) => entry !== but && sameReach(entry.stored.reach, reach))
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
    if (!entries.some(({ stored }) => isPlain(stored))) return
    if ((await ports.seal.store()).state !== 'protected') return
    await inTurn(async () => {
      for (const { stored } of entries.filter((entry) => isPlain(entry.stored))) {
        const next = await sealedAnew(stored, ports.seal)
        keep(entries.map((each) => (each.stored === stored ? { ...each, stored: next } : each)))
      }
    })
  }

  return {
    all: () => present().map(({ live }) => live),
    get: (id) => entryOf(id)?.live ?? null,
    shown: () => present().map(shownOf),
    isChosen: () => file.get().isChosen,

    add: (config) =>
      inTurn(async () => {
        const same = sameAs(config.reach)
        if (same !== undefined) return exists(same)
        const stored = await prepare(config, null, entries.map(usedBy))
        if (!stored.ok) return stored
        const entry = await open(stored.value)
        keep([...entries, entry], { isChosen: true })
        return ok(entry.live.id)
      }),

    change: (id, config) =>
      inTurn(async () => {
        const entry = entryOf(id)
        if (entry === null) return failed({ code: 'environment-not-found' })
        const same = sameAs(config.reach, entry)
        if (same !== undefined) return exists(same)
        const before = entry.stored
        const prepared = await prepare(config, before, entries.map(usedBy))
        if (!prepared.ok) return prepared
        const stored = prepared.value
        // By what is stored: the current daemon may have come to be another one meanwhile.
        const replaced = (next: Entry): readonly Entry[] =>
          entries.map((each) => (each.stored === before ? next : each))
        const live = entries.find((each) => each.stored === before)?.live ?? entry.live
        if (isReachedAs(stored, before)) {
          keep(replaced({ stored, live }))
          return ok()
        }
        if (ports.isBusy(live.id)) return busy(entry)
        live.close()
        if (!sameReach(before.reach, stored.reach)) ports.forget(live.id)
        keep(replaced(await open(stored)))
        return ok()
      }),

    remove: (id) =>
      inTurn(() => {
        const entry = entryOf(id)
        if (entry === null) return failed({ code: 'environment-not-found' })
        if (ports.isBusy(id)) return busy(entry)
        const removed = part([entry])
        keep(
          entries.filter((each) => each !== entry),
          { isChosen: true, removed },
        )
        return ok()
      }),

    order(ids) {
      const rank = ({ live }: Entry): number => {
        const place = ids.indexOf(live.id)
        return place === -1 ? ids.length : place
      }
      keep(entries.toSorted((one, other) => rank(one) - rank(other)))
    },

    choose: (configs) =>
      inTurn(async () => {
        const wanted = configs.filter(
          ({ reach }, index) =>
            configs.findIndex((other) => sameReach(other.reach, reach)) === index,
        )
        const gone = (): readonly Entry[] =>
          entries.filter(
            ({ stored }) => !wanted.some(({ reach }) => sameReach(reach, stored.reach)),
          )
        const fresh: StoredEnvironment[] = []
        for (const config of wanted.filter(({ reach }) => sameAs(reach) === undefined)) {
          const among = [...entries.map(usedBy), ...fresh.flatMap(usedByStored)]
          const stored = await prepare(config, null, among)
          if (!stored.ok) return stored
          fresh.push(stored.value)
        }
        const inUse = gone().find(({ live }) => ports.isBusy(live.id))
        if (inUse !== undefined) return busy(inUse)
        const opened = await Promise.all(fresh.map((stored) => open(stored)))
        const going = gone()
        const removed = part(going)
        const staying = [...entries.filter((entry) => !going.includes(entry)), ...opened]
        const rank = ({ stored }: Entry): number =>
          wanted.findIndex(({ reach }) => sameReach(reach, stored.reach))
        keep(
          staying.toSorted((one, other) => rank(one) - rank(other)),
          { isChosen: true, removed },
        )
        return ok()
      }),

    async test(reach, of) {
      const stored = of === null ? null : (entryOf(of)?.stored ?? null)
      const pasted =
        reach.kind === 'tcp' && reach.tls?.key?.from === 'pasted' ? reach.tls.key.pem : null
      const keptKey = keptKeyOf(stored, ports.seal)
      const place = await placeOf(
        reach,
        pasted === null ? keptKey : () => Promise.resolve(ok(pasted)),
        ports,
      )
      return reached(place, (engineId) => {
        const known = present().find(({ live }) => live.id !== of && live.engineId() === engineId)
        return known === undefined ? null : shownOf(known).name
      })
    },

    find: () => discover(ports.surroundings()),
    contexts: async () => ['default', ...(await contextNames(ports.surroundings()))],
    verify: () => {
      for (const { live } of present()) live.verify()
    },
    relocate: () => {
      for (const { stored, live } of present()) {
        if (stored.reach.kind === 'current' || stored.reach.kind === 'context') live.relocate()
      }
    },
    close: () => {
      for (const { live } of entries) live.close()
    },
  }
}

function usedBy({ stored, live }: Entry): UsedId {
  return { id: live.id, reach: stored.reach }
}

function usedByStored({ id, reach }: StoredEnvironment): readonly UsedId[] {
  return id === null ? [] : [{ id, reach }]
}

function withFormer(
  former: readonly UsedId[],
  more: readonly UsedId[],
): StoredEnvironments['removed'] {
  const before = former.filter(({ id }) => !more.some((one) => one.id === id))
  return [...before, ...more]
}

/** Nothing of the way there is another, the key included. */
function isReachedAs(one: StoredEnvironment, other: StoredEnvironment): boolean {
  return (
    one.sealedKey === other.sealedKey && JSON.stringify(one.reach) === JSON.stringify(other.reach)
  )
}

const shownEntries = new WeakMap<
  LocatedEnvironment,
  { stored: StoredEnvironment; environment: Environment }
>()

/** The same object as long as nothing of it is another. */
function shownOf({ stored, live }: Entry): Environment {
  const located = live.shown()
  const known = shownEntries.get(located)
  if (known?.stored === stored) return known.environment
  const environment = describe(stored, located)
  shownEntries.set(located, { stored, environment })
  return environment
}

function describe(stored: StoredEnvironment, located: LocatedEnvironment): Environment {
  const { name, reach } = stored
  const isLocated = located.address !== '' || located.attempts.length > 0
  return {
    ...located,
    name: name ?? (isLocated ? located.name : nameOf(reach)),
    reach,
    givenName: name,
  }
}
