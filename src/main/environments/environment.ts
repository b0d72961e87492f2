import type { Connection, Environment } from '../../shared/environment'
import type { InspectedContainer } from '../../shared/container'
import type { EnvironmentId, ProductDeploymentId } from '../../shared/ids'
import { productDeploymentId } from '../../shared/ids'
import type { ConnectionProblem, Problem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { DockerConnection } from '../docker/connect'
import type { Endpoint } from '../docker/endpoint'
import type { EngineEvent } from '../docker/events'
import { placeOf } from '../docker/tag-volumes'
import { joined } from '../maintenance/joined'
import type { Clock, Host, TagCopy } from '../maintenance/ports'
import type { LastKnown } from '../storage/last-known'
import { createBackOff } from './back-off'
import { createHost, firstWorld } from './host'
import { createMemory } from './memory'
import { createRefresher } from './refresher'
import { emptyWorld, hasServices, withDetails } from './world'
import type { HostWorld } from './world'

type Located = Pick<Environment, 'name' | 'address' | 'attempts'>

/** What is shown of it, but for what the user calls it and how it was set up. */
export type LocatedEnvironment = Omit<Environment, 'reach' | 'givenName'>

/** Where the environment is, looked up afresh for each attempt to connect. */
export interface Place extends Located {
  /** null: it could not be found out, and `connect` says why. */
  readonly endpoint: Endpoint | null
  connect(): Promise<Result<DockerConnection, ConnectionProblem>>
}

export interface EnvironmentPorts {
  readonly id: EnvironmentId
  readonly clock: Clock
  locate(): Promise<Place>
  /**
   * Before anything is acted upon: the engine by its own id, null where it tells none.
   * @returns why it is not to be used
   */
  recognised(engineId: string | null): ConnectionProblem | null
  /** What it said last, kept over restarts. */
  readonly lastKnown: LastKnown
  /** The local copies of tags, of all environments. */
  copies(): readonly TagCopy[]
  /** What is shown of it is another: a state of its containers only, or anything. */
  changed(what: 'containers' | 'all'): void
  /** It can be asked (again), and its world is known. */
  connected(): void
  /** Something of a product in maintenance moved on the host. */
  moved(product: ProductDeploymentId): void
  /** An exit mark was hung on the host: told at once, before anything is looked at. */
  exitDecided(product: ProductDeploymentId): void
}

/** Milliseconds that a first answer is waited for before what is remembered is shown. */
const patience = 300

export interface LiveEnvironment {
  readonly id: EnvironmentId
  shown(): LocatedEnvironment
  world(): HostWorld
  /** ISO 8601: since when the world is only remembered; null while it is live. */
  worldAsOf(): string | null
  host(): Result<Host, Problem>
  /** While connected, where the engine tells one. */
  engineId(): string | null
  /** Tries at once, instead of when it is due. */
  reconnect(): void
  /**
   * The machine was asleep, or its network is another: whether it is connected still is found out at
   * once, without disturbing what is under way, and one that is not is connected.
   */
  verify(): void
  /** Where it is may be another: when it leads elsewhere, it is connected to there. */
  relocate(): void
  close(): void
}

interface Live {
  readonly docker: DockerConnection
  readonly host: Host
  readonly at: string
  readonly engineId: string | null
  /** Whether it answers still; what was missed is looked at. */
  verify(): Promise<void>
}

/** Milliseconds for an answer of an engine that was connected a moment ago. */
const shortly = 3_000

/** Connects, and reconnects by itself with back-off; while connected the events keep it current. */
export function openEnvironment(ports: EnvironmentPorts): LiveEnvironment {
  const { id, clock } = ports
  let place: Located = { name: id, address: '', attempts: [] }
  let connection: Connection = { state: 'connecting' }
  /** The same object as long as nothing of it is another. */
  let located: { place: Located; shown: LocatedEnvironment } = {
    place,
    shown: { id, ...place, connection },
  }
  let live: Live | null = null
  let world: HostWorld = emptyWorld
  let asOf: string | null = null
  /** The address of which is known what is remembered. */
  let recalled: string | null = null
  let isClosed = false
  let attempt = 0
  const backOff = createBackOff(clock)
  const memory = createMemory({
    ...{ id, clock, lastKnown: ports.lastKnown, copies: () => ports.copies() },
    world: () => world,
    address: () => place.address,
  })

  function now(): string {
    return new Date(clock.now()).toISOString()
  }

  async function connect(): Promise<void> {
    const mine = ++attempt
    const isStale = (): boolean => isClosed || mine !== attempt
    backOff.cancel()
    const located = await ports.locate()
    if (isStale()) return
    const { name, address, attempts } = located
    place = { name, address, attempts }
    const stopWaiting = clock.after(patience, () => void recall())
    await connectTo(located, isStale)
    stopWaiting()
  }

  async function connectTo(located: Place, isStale: () => boolean): Promise<void> {
    const connected = await located.connect()
    if (isStale()) {
      if (connected.ok) connected.value.close()
      return
    }
    if (!connected.ok) {
      goOffline(connected.problem)
      return
    }
    const docker = connected.value
    const begun = await begin(docker, JSON.stringify(located.endpoint), isStale)
    if (isStale()) docker.close()
    else if (!begun.ok) {
      docker.close()
      goOffline(begun.problem)
    }
  }

  /** Of an engine that has not answered yet: what is shown meanwhile. */
  async function recall(): Promise<void> {
    const { address } = place
    const isUnknown = (): boolean =>
      !isClosed && live === null && world === emptyWorld && place.address === address
    if (!isUnknown() || recalled === address) return
    recalled = address
    const remembered = await memory.recall()
    if (remembered === null || !isUnknown()) return
    world = remembered.world
    asOf = remembered.asOf
    ports.changed('all')
  }

  function learn(inspected: readonly InspectedContainer[]): void {
    world = withDetails(world, inspected)
  }

  /** Follows first and lists then: what happens in between is heard, and looked at after the list. */
  async function begin(
    docker: DockerConnection,
    at: string,
    isStale: () => boolean,
  ): Promise<Result<void, ConnectionProblem>> {
    const refresher = createRefresher(docker, {
      clock,
      world: () => world,
      changed: (next, touched) => {
        if (isStale()) return
        const what = next.tags === world.tags ? 'containers' : 'all'
        world = next
        memory.heard()
        tell(what, touched)
      },
      lost: (detail) => lose({ code: 'connection-lost', detail }),
    })
    async function broken(problem: ConnectionProblem): Promise<Result<never, ConnectionProblem>> {
      return failed((await docker.why?.(problem)) ?? problem)
    }
    let isAskedWhy = false
    function lose(problem: ConnectionProblem): void {
      if (isStale() || live?.docker !== docker || isAskedWhy) return
      if (docker.why === undefined) {
        end(problem)
        return
      }
      isAskedWhy = true
      void docker.why(problem).then(end)
    }
    function end(why: ConnectionProblem): void {
      if (isStale() || live?.docker !== docker) return
      docker.close()
      goOffline(why)
    }
    const heard: EngineEvent[] = []
    let listen = (event: EngineEvent): void => void heard.push(event)
    const ending: { why: ConnectionProblem | null } = { why: null }
    const follow = (deadline?: number): ReturnType<DockerConnection['follow']> =>
      docker.follow(
        (event) => listen(event),
        (why) => {
          ending.why = why
          lose(why)
        },
        deadline,
      )
    async function verify(): Promise<void> {
      // What moves after the list was made is looked at after it.
      const meanwhile: EngineEvent[] = []
      const hear = listen
      listen = (event) => {
        meanwhile.push(event)
        hear(event)
      }
      const followed = await follow(shortly)
      const seen = followed.ok ? await firstWorld(docker) : followed
      listen = hear
      if (isStale() || live?.docker !== docker) return
      if (!seen.ok) {
        const { problem } = followed.ok
          ? { problem: { code: 'connection-lost', detail: seen.problem.code } as const }
          : followed
        lose(problem)
        return
      }
      const tagged = [...world.tags.keys(), ...seen.value.tags.keys()]
      world = seen.value
      memory.heard()
      tell('all', [...new Set(tagged)])
      for (const event of meanwhile) refresher.hear(event)
    }
    const followed = await follow()
    if (!followed.ok) return broken(followed.problem)
    const [first, engineId] = await Promise.all([firstWorld(docker), docker.engineId()])
    if (isStale()) return ok()
    if (ending.why !== null || !first.ok) {
      const code = first.ok ? '' : first.problem.code
      return broken(ending.why ?? { code: 'connection-lost', detail: code })
    }
    const unwanted = ports.recognised(engineId)
    if (unwanted !== null) return failed(unwanted)
    world = first.value
    asOf = null
    const host = createHost(docker, { world: () => world, learn })
    live = { docker, host, at, engineId, verify: joined(verify) }
    connection = {
      state: 'connected',
      engine: docker.engineName,
      apiVersion: docker.apiVersion,
    }
    backOff.reset()
    memory.heard()
    listen = (event) => {
      tellExit(event)
      refresher.hear(event)
    }
    heard.forEach(listen)
    if (hasServices(world)) refresher.followUp()
    ports.changed('all')
    ports.connected()
    void docker.sweep()
    return ok()
  }

  async function relocate(): Promise<void> {
    const mine = attempt
    const { endpoint, address } = await ports.locate()
    if (isClosed || mine !== attempt) return
    const leadsElsewhere = live !== null || address !== place.address
    if (live !== null) {
      if (live.at === JSON.stringify(endpoint)) return
      live.docker.close()
      live = null
      memory.lost(now())
      connection = { state: 'connecting' }
    }
    if (leadsElsewhere) {
      world = emptyWorld
      asOf = recalled = null
      ports.changed('all')
    }
    await connect()
  }

  function goOffline(problem: ConnectionProblem): void {
    if (live !== null) {
      live = null
      asOf = now()
      memory.lost(asOf)
    } else void recall()
    const since = connection.state === 'offline' ? connection.since : now()
    const wait = backOff.after(() => void connect())
    const nextTryAt = new Date(clock.now() + wait).toISOString()
    connection = { state: 'offline', since, problem, nextTryAt }
    ports.changed('all')
  }

  function tell(what: 'containers' | 'all', touched: readonly string[]): void {
    ports.changed(what)
    for (const id of touched) {
      const product = productDeploymentId.safeParse(id)
      if (product.success) ports.moved(product.data)
    }
  }

  function tellExit(event: EngineEvent): void {
    if (event.type !== 'tag' || event.action !== 'create') return
    if (placeOf(event.volume)?.kind !== 'exit') return
    const product = productDeploymentId.safeParse(event.productDeploymentId)
    if (product.success) ports.exitDecided(product.data)
  }

  void connect()
  return {
    id,
    shown: () => {
      const isSame = located.place === place && located.shown.connection === connection
      if (!isSame) located = { place, shown: { id, ...place, connection } }
      return located.shown
    },
    world: () => world,
    worldAsOf: () => asOf,
    host: () => (live === null ? failed({ code: 'environment-offline' }) : ok(live.host)),
    engineId: () => live?.engineId ?? null,
    reconnect: () => {
      if (live === null) void connect()
    },
    verify: () => {
      backOff.reset()
      if (live === null) void connect()
      else void live.verify()
    },
    relocate: () => void relocate(),
    close: () => {
      isClosed = true
      backOff.cancel()
      memory.close(live === null ? null : now())
      live?.docker.close()
      live = null
    },
  }
}
