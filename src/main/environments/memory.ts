import type { EnvironmentId } from '../../shared/ids'
import type { Tag, UnreadableTag } from '../../shared/maintenance'
import type { Clock, TagCopy } from '../maintenance/ports'
import { isUnreadable } from '../maintenance/state'
import { groupingLabelsOf } from '../products/labels'
import type { LastKnown } from '../storage/last-known'
import type { Said } from '../storage/said'
import type { HostWorld } from './world'

export interface MemoryPorts {
  readonly id: EnvironmentId
  readonly clock: Clock
  readonly lastKnown: LastKnown
  /** Of all environments. */
  readonly copies: () => readonly TagCopy[]
  readonly world: () => HostWorld
  /** Where the engine is, as Docker writes it. */
  readonly address: () => string
}

/** A world that is not the engine's word of now. */
interface Remembered {
  readonly world: HostWorld
  /** ISO 8601: until then it was so. */
  readonly asOf: string
}

/** What an environment said last, kept over restarts; shown, and never acted upon. */
export interface Memory {
  /** Null: nothing is known of what is there. */
  recall(): Promise<Remembered | null>
  /** The engine said something: kept within a minute, whatever else it says meanwhile. */
  heard(): void
  /** The engine can't be asked any more. @param asOf ISO 8601 */
  lost(asOf: string): void
  /** Tagout ends, or the environment is none any more. @param asOf ISO 8601; null: it was lost before */
  close(asOf: string | null): void
}

/** Milliseconds from what the engine said to its writing. */
const gathering = 60_000

export function createMemory(ports: MemoryPorts): Memory {
  const { id, clock, lastKnown } = ports
  /** What stands in the file. */
  let kept: HostWorld | null = null
  let cancel: (() => void) | null = null

  async function write(asOf: string): Promise<void> {
    const world = ports.world()
    if (await lastKnown.write(id, saidBy(world, ports.address(), asOf))) kept = world
  }

  function stop(): void {
    cancel?.()
    cancel = null
  }

  return {
    async recall() {
      const tags = copiedTags(id, ports.copies())
      const read = await lastKnown.read(id)
      const found = read?.address === ports.address() ? read : null
      if (found === null) return fromCopies(tags)
      const { asOf, containers, unreadable } = found
      return { world: worldOf(containers, [...unreadable, ...tags]), asOf }
    },
    heard: () => {
      cancel ??= clock.after(gathering, () => {
        cancel = null
        void write(new Date(clock.now()).toISOString())
      })
    },
    lost: (asOf) => {
      stop()
      if (kept === ports.world()) lastKnown.stillSo(id, asOf)
      else void write(asOf)
    },
    close: (asOf) => {
      stop()
      if (asOf === null) return
      if (kept === ports.world()) lastKnown.stillSo(id, asOf)
      else lastKnown.writeAtOnce(id, saidBy(ports.world(), ports.address(), asOf))
    },
  }
}

function saidBy({ containers, tags }: HostWorld, address: string, asOf: string): Said {
  return {
    asOf,
    address,
    containers: [...containers.values()].map((container) => {
      return { ...container, labels: groupingLabelsOf(container.labels) }
    }),
    unreadable: [...tags.values()].filter(isUnreadable),
  }
}

function copiedTags(id: EnvironmentId, copies: readonly TagCopy[]): readonly Tag[] {
  return copies.filter(({ product }) => product.environmentId === id).map(({ tag }) => tag)
}

/** Whoever saw the newest of them hang saw the others hang, too. */
function fromCopies(tags: readonly Tag[]): Remembered | null {
  const [newest] = tags.map(lastMoveOf).sort().reverse()
  return newest === undefined ? null : { world: worldOf([], tags), asOf: newest }
}

function lastMoveOf({ trigger, takeover, exit }: Tag): string {
  return [trigger, takeover?.trigger, exit?.trigger]
    .flatMap((each) => (each === undefined ? [] : [each.at]))
    .reduce((one, other) => (one > other ? one : other))
}

function worldOf(
  containers: Said['containers'],
  tags: readonly (Tag | UnreadableTag)[],
): HostWorld {
  return {
    containers: new Map(containers.map((container) => [container.id, container])),
    tags: new Map(tags.map((tag) => [String(tag.productDeploymentId), tag])),
  }
}
