import type { EnvironmentId, ProductRef } from '../../shared/ids'
import type { ConnectionProblem } from '../../shared/problem'
import type { Clock, TagCopy } from '../maintenance/ports'
import type { StoredEnvironment, StoredEnvironments } from '../storage/environments-file'
import type { JsonFile } from '../storage/json-file'
import type { LastKnown } from '../storage/last-known'
import type { Seal } from '../storage/seal'
import { shownOf, withFormer } from './entry'
import type { Entry } from './entry'
import { openEnvironment } from './environment'
import type { LiveEnvironment, Place } from './environment'
import type { UsedId } from './environment-id'
import { keptKeyOf } from './kept-key'
import { placeOf, placeOfCurrent } from './reach'
import type { ReachPorts } from './reach'

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

/** What there is, each with its connection, and how that is kept. */
export interface Entries {
  /** Also what is hidden because another one is it. */
  all(): readonly Entry[]
  present(): readonly Entry[]
  of(id: EnvironmentId): Entry | null
  /** Begins its connection; it is not among them yet. */
  open(stored: StoredEnvironment): Promise<Entry>
  /** These, in place of what there is; what goes is not closed. */
  keep(next: readonly Entry[], more?: Partial<StoredEnvironments>): void
}

/** Yields when each has its id; no engine is waited for. */
export async function openEntries(ports: EnvironmentsPorts): Promise<Entries> {
  const { file } = ports
  let entries: readonly Entry[] = []
  entries = await Promise.all(file.get().environments.map((stored) => open(stored)))

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

  return {
    all: () => entries,
    present,
    of: (id) => present().find(({ live }) => live.id === id) ?? null,
    open,
    keep,
  }
}
