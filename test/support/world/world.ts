import { createDockerHost } from './docker-host'
import type { DockerHost } from './docker-host'
import { policyText } from './host-container'
import type { HostContainer } from './host-container'
import type { Fuse } from './life'
import { createManualClock } from './manual-clock'
import type { ManualClock } from './manual-clock'
import { membersIn, shop } from './observed'
import { createReceiver } from './receiver'
import type { Receiver } from './receiver'
import { startTagout } from './tagout'
import type { Surroundings, Tagout } from './tagout'
import type { DaemonEnd } from './restart-policies'
import { orderly } from './traffic'
import type { Traffic } from './traffic'
import { createVolumes } from './volumes'
import type { Volumes } from './volumes'
import type { TagCopy } from '../../../src/main/maintenance/ports'
import type { HistoryRecord } from '../../../src/shared/history'
import { driftOf, isUnreadable, stateOf } from '../../../src/main/maintenance/state'

/** One Docker host with the product `shop` on it, and the Tagouts that work with it. */
export interface World {
  readonly host: DockerHost
  readonly volumes: Volumes
  readonly clock: ManualClock
  /** From now on these instances tell the product of a maintenance, with that grace period. */
  toldBy(instances: readonly string[], gracePeriodMs: number): Receiver
  /** A new process of this instance; what ran of it before dies. It is not connected yet. */
  started(instance?: string, fuse?: Fuse, how?: How): Tagout
  /** The same, connected, and at the end of all that it does about it. */
  restarted(instance?: string): Promise<Tagout>
  /** Nothing is under way any more, but for what waits for time to pass. */
  settled(): Promise<void>
  /** The engine takes its time for that command: until the yielded function is called. */
  holdUp(command: string): () => void
  goOffline(): void
  /** And every living Tagout is told. */
  comeBack(): Promise<void>
  /** The daemon ends at a later time, and starts what the restart policies say yet later. */
  daemonRestart(end?: DaemonEnd): void
  summary(): Summary
  inspections(): Readonly<Record<string, string>>
  /** All that this instance told its history, restarts included. */
  recorded(instance?: string): readonly HistoryRecord[]
}

interface How {
  /** Milliseconds that its machine's clock is ahead of the world's. */
  readonly ahead: number
}

/** All that an end of a story is judged by. */
export interface Summary {
  readonly mode: string
  /** By name: its state and its restart policy, e.g. `exited no`; of a service, `running x3`. */
  readonly containers: Readonly<Record<string, string>>
  readonly drift: readonly string[]
  /** The volumes on the host. */
  readonly volumes: readonly string[]
  /** The instances that keep a local copy. */
  readonly copies: readonly string[]
}

export function aWorld(containers: readonly HostContainer[], traffic: Traffic = orderly()): World {
  const clock = createManualClock('2026-11-22T20:00:00.250Z')
  const living = new Map<string, Tagout>()
  const stores = new Map<string, Surroundings['stored']>()
  const histories = new Map<string, HistoryRecord[]>()
  const heldUp = new Map<string, Promise<void>>()
  let telling: { readonly receiver: Receiver; readonly by: readonly string[] } | null = null
  let online = true
  let claims = 0

  /** The engine's clock is two hours behind: nobody may compare it with another. */
  function engineTime(): string {
    return new Date(clock.now() - 7_200_000).toISOString()
  }

  function notice(): void {
    for (const tagout of living.values()) tagout.noticed()
  }

  function tellExit(): void {
    for (const tagout of living.values()) tagout.exitDecided()
  }

  const volumes = createVolumes(engineTime, notice, tellExit)
  const host = createDockerHost(containers, engineTime, () => {
    if (volumes.tag(shop) !== null) notice()
  })

  function started(
    instance = 'one',
    fuse: Fuse = { dies: 'never' },
    { ahead }: How = { ahead: 0 },
  ): Tagout {
    living.get(instance)?.life.end()
    const stored = stores.get(instance) ?? new Map<string, TagCopy>()
    stores.set(instance, stored)
    const recorded = histories.get(instance) ?? []
    histories.set(instance, recorded)
    const tagout = startTagout(instance, fuse, {
      host,
      volumes,
      clock: { ...clock, now: () => clock.now() + ahead },
      traffic,
      stored,
      recorded,
      isOnline: () => online,
      setter: (life) =>
        telling?.by.includes(instance) === true ? telling.receiver.for(life, traffic) : null,
      passed: (command) => heldUp.get(command) ?? Promise.resolve(),
      newClaim: () => `claim-${++claims}`,
    })
    living.set(instance, tagout)
    return tagout
  }

  return {
    host,
    volumes,
    clock,
    toldBy: (by, gracePeriodMs) => {
      const receiver = createReceiver(host, gracePeriodMs)
      telling = { receiver, by }
      return receiver
    },
    started,
    settled: () => traffic.settled(),
    restarted: async (instance) => {
      const tagout = started(instance)
      const connected = tagout.connect()
      await traffic.settled()
      await connected
      await traffic.settled()
      return tagout
    },
    holdUp: (command) => {
      const gate: { open?: () => void } = {}
      const opened = new Promise<void>((resolve) => {
        gate.open = resolve
      })
      heldUp.set(command, opened)
      return () => gate.open?.()
    },
    goOffline: () => {
      online = false
    },
    comeBack: async () => {
      online = true
      await Promise.all([...living.values()].map((tagout) => tagout.connect()))
      await traffic.settled()
    },
    daemonRestart: (end = 'killed') => {
      clock.pass(5000)
      host.daemonRestart(end)
    },
    inspections: () => inspectionsOf(host),
    recorded: (instance = 'one') => histories.get(instance) ?? [],
    summary: () => {
      const tag = volumes.tag(shop)
      const readable = tag === null || isUnreadable(tag) ? null : tag
      const members = membersIn(host.all(), readable)
      return {
        mode: stateOf(tag, members).mode,
        containers: inspectionsOf(host),
        drift: readable === null ? [] : driftOf(readable, members).map(({ name }) => name),
        volumes: volumes.names(),
        copies: [...stores].filter(([, { size }]) => size > 0).map(([instance]) => instance),
      }
    },
  }
}

/** By name: its state and its restart policy. Times and such differ after every stop. */
function inspectionsOf(host: DockerHost): Readonly<Record<string, string>> {
  return Object.fromEntries(host.all().map((each) => [each.name, inspectionOf(each)]))
}

function inspectionOf({ state, swarm, details }: HostContainer): string {
  if (swarm?.kind !== 'service') return `${state} ${policyText(details.restartPolicy)}`
  const { mode, replicas, constraints } = swarm
  return [state, mode === 'replicated' ? `x${replicas}` : mode, ...constraints].join(' ')
}
