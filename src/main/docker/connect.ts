import type Docker from 'dockerode'
import { z } from 'zod'
import type { Container, InspectedContainer } from '../../shared/container'
import type { Tag, UnreadableTag } from '../../shared/maintenance'
import type { ConnectionProblem, EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { ContainerEngine, TagStore } from '../maintenance/ports'
import { ask } from './ask'
import { openClient } from './client'
import { usualDeadlines, within } from './deadlines'
import type { Deadlines } from './deadlines'
import { createDockerEngine } from './docker-engine'
import type { DirectEndpoint } from './endpoint'
import { openEventStream } from './event-stream'
import type { EventStream } from './event-stream'
import type { EngineEvent } from './events'
import { listContainers, listInspecting } from './list-containers'
import { changesPolicies } from './podman'
import { createPodmanEngine } from './podman-engine'
import { connectionProblemOf, NotAnEngine } from './problems'
import { firstIssue, read } from './read'
import { createSwarm } from './swarm'
import type { Swarm } from './swarm'
import { listTags, sweepMarks } from './tag-list'
import { createTagStore } from './tag-store'
import { faultOf } from './tls-fault'
import { engineNameOf, engineVersion, isPodman, negotiate, oldestApi } from './version'
import type { EngineVersion } from './version'
import { createVolumes } from './volumes'
import { withServices } from './with-services'

/** A daemon that answered and speaks an API that Tagout knows. */
export interface DockerConnection {
  /** E.g. `Docker Engine 20.10.24`. */
  readonly engineName: string
  readonly apiVersion: string
  /**
   * What tells the engine from all others and stays over its restarts: its own id, its host's name
   * and its folder; null where it tells none, or another each time as Podman does.
   */
  engineId(): Promise<string | null>
  readonly engine: ContainerEngine
  readonly tags: TagStore
  /**
   * All containers, stopped ones too; without details, unless it takes an inspection to list them. A manager of a swarm lists each service in
   * place of its tasks' containers, and elsewhere only those tasks are listed that run.
   */
  list(): Promise<Result<readonly Container[], EngineProblem>>
  /** The services of the swarm as `list` tells of them; null where they can't be asked about. */
  services(): Promise<Result<readonly InspectedContainer[] | null, EngineProblem>>
  /** What hangs on the host. Marks without their tag are none; `sweep` removes them. */
  listTags(): Promise<Result<readonly (Tag | UnreadableTag)[], EngineProblem>>
  /** Removes exit and takeover marks whose tag is gone: what a removal that was cut off leaves. */
  sweep(): Promise<Result<void, EngineProblem>>
  /**
   * Opens the event stream. Yields when the engine has answered, so that whatever happens from
   * then on is seen. `ended` is called once when the stream breaks or ends, but not by `close`. A
   * stream that was opened before ends when the new one is there.
   * @param deadline for each answer that this takes, in milliseconds
   */
  follow(
    listener: (event: EngineEvent) => void,
    ended: (why: ConnectionProblem) => void,
    deadline?: number,
  ): Promise<Result<void, ConnectionProblem>>
  /** What carries the connection, where that is something of its own, knows better why it broke. */
  why?(problem: ConnectionProblem): Promise<ConnectionProblem>
  /** Ends the streams. Requests under way are answered `engine-unreachable`. */
  close(): void
}

export interface ConnectOptions {
  readonly deadlines?: Partial<Deadlines>
  /** Which address problems name; by default the endpoint's. */
  readonly address?: string
}

/** Asks the engine who it is, and agrees on a version of the API. */
export async function connectDocker(
  endpoint: DirectEndpoint,
  options: ConnectOptions = {},
): Promise<Result<DockerConnection, ConnectionProblem>> {
  const fault = endpoint.kind === 'tcp' && endpoint.tls !== null ? faultOf(endpoint.tls) : null
  if (fault !== null) return failed(fault)
  const deadlines = { ...usualDeadlines, ...options.deadlines }
  const problemOf = (error: unknown): ConnectionProblem =>
    connectionProblemOf(error, endpoint, options.address)
  const version = await askVersion(endpoint, deadlines, problemOf)
  if (!version.ok) return version
  const apiVersion = negotiate(version.value)
  if (!apiVersion.ok) {
    return failed({ code: 'engine-too-old', apiVersion: apiVersion.problem, needed: oldestApi })
  }
  const { docker, destroy } = openClient(endpoint, apiVersion.value)
  const volumes = createVolumes(docker, deadlines)
  const swarm = createSwarm(docker, deadlines)
  const { engine, listContainers } = isPodman(version.value)
    ? await asPodman(docker, deadlines, swarm)
    : asDocker(docker, deadlines, swarm)
  let closed = false
  let stream: EventStream | null = null
  return ok({
    engineName: engineNameOf(version.value),
    apiVersion: apiVersion.value,
    engineId: () => (isPodman(version.value) ? Promise.resolve(null) : askId(docker, deadlines)),
    engine,
    tags: createTagStore(volumes),
    list: () => listAll(listContainers, swarm),
    services: () => swarm.services(),
    listTags: () => listTags(volumes),
    sweep: () => sweepMarks(volumes),

    async follow(listener, ended, deadline = deadlines.query) {
      try {
        const opened = await openEventStream(docker, deadline, null, listener, (error) => {
          if (!closed) ended(problemOf(error))
        })
        stream?.close()
        stream = opened
        return ok()
      } catch (error) {
        return failed(problemOf(error))
      }
    },

    close() {
      closed = true
      destroy()
    },
  })
}

async function askVersion(
  endpoint: DirectEndpoint,
  { connect }: Deadlines,
  problemOf: (error: unknown) => ConnectionProblem,
): Promise<Result<EngineVersion, ConnectionProblem>> {
  const { docker, destroy } = openClient(endpoint)
  try {
    const answer: unknown = await within(connect, () => docker.version())
    const version = engineVersion.safeParse(answer)
    if (version.success) return ok(version.data)
    return failed(problemOf(new NotAnEngine(firstIssue(version.error))))
  } catch (error) {
    return failed(problemOf(error))
  } finally {
    destroy()
  }
}

/**
 * Up to 20.10 an engine's id is made of a key of its machine: two daemons there have the same one,
 * and so have machines that were cloned. What tells those apart is the host's name, and the folder.
 */
const identity = z.object({
  ID: z.string().min(1),
  Name: z.string().default(''),
  DockerRootDir: z.string().default(''),
})

async function askId(docker: Docker, { query }: Deadlines): Promise<string | null> {
  const answer = await ask(query, () => docker.info())
  const told = answer.ok ? read(answer.value, identity) : null
  if (told?.ok !== true) return null
  const { ID, Name, DockerRootDir } = told.value
  return [ID, Name, DockerRootDir].join(' ')
}

type ListContainers = () => Promise<Result<readonly Container[], EngineProblem>>

interface Spoken {
  readonly engine: ContainerEngine
  readonly listContainers: ListContainers
}

function asDocker(docker: Docker, deadlines: Deadlines, swarm: Swarm): Spoken {
  const engine = createDockerEngine(docker, deadlines, swarm)
  return { engine, listContainers: () => listContainers(docker, deadlines) }
}

async function asPodman(docker: Docker, deadlines: Deadlines, swarm: Swarm): Promise<Spoken> {
  const hasFixedPolicies = !(await changesPolicies(docker, deadlines))
  const engine = createPodmanEngine(docker, deadlines, swarm, hasFixedPolicies)
  return { engine, listContainers: () => listInspecting(docker, deadlines, engine) }
}

async function listAll(
  listContainers: ListContainers,
  swarm: Swarm,
): Promise<Result<readonly Container[], EngineProblem>> {
  const [containers, services] = await Promise.all([listContainers(), swarm.services()])
  if (!containers.ok) return containers
  return services.ok ? ok(withServices(containers.value, services.value)) : services
}
