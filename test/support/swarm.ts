import type Docker from 'dockerode'
import { containerId } from '../../src/shared/ids'
import type { ContainerId } from '../../src/shared/ids'
import { wipe } from './containers'
import { eventually } from './eventually'
import { stubImage } from './image'

/** A service as `docker stack deploy` would make it. */
export interface ServiceBlueprint {
  readonly stack: string
  readonly service: string
  /** A number: that many replicas, which is the default (1). */
  readonly mode?: number | 'global' | 'job'
  readonly constraints?: readonly string[]
  /** By default it runs until it is told to stop, then ends at once. */
  readonly shell?: string
  /** Seconds. */
  readonly stopGrace?: number
  readonly labels?: Readonly<Record<string, string>>
  /** By default the tests' own, by its id: Swarm asks no registry for that. */
  readonly image?: string
}

/** Makes the daemon the only node of a swarm. */
export async function initSwarm(docker: Docker): Promise<void> {
  await docker.swarmInit({
    ListenAddr: '127.0.0.1:0',
    AdvertiseAddr: '127.0.0.1',
    ForceNewCluster: false,
    Spec: {},
  })
}

/** And removes what the swarm has set up on the host. */
export async function leaveSwarm(docker: Docker): Promise<void> {
  await docker.swarmLeave({ force: true })
  await docker.getNetwork('docker_gwbridge').remove().catch(unlessNotThere)
}

export async function createService(
  docker: Docker,
  blueprint: ServiceBlueprint,
): Promise<ContainerId> {
  const { stack, service, constraints, shell = serves, stopGrace, labels } = blueprint
  const image = blueprint.image ?? (await docker.getImage(stubImage).inspect()).Id
  const created: unknown = await docker.createService({
    Name: `${stack}_${service}`,
    Labels: { 'com.docker.stack.namespace': stack, ...labels },
    Mode: modeOf(blueprint),
    TaskTemplate: {
      ContainerSpec: {
        Image: image,
        Command: ['sh', '-c', shell],
        Labels: { 'com.docker.stack.namespace': stack },
        ...(stopGrace === undefined ? {} : { StopGracePeriod: stopGrace * 1e9 }),
      },
      RestartPolicy: { Condition: blueprint.mode === 'job' ? 'none' : 'any', Delay: 100_000_000 },
      Placement: constraints === undefined ? {} : { Constraints: [...constraints] },
      Networks: [{ Target: 'host' }],
    },
  })
  return containerId.parse(idIn(created))
}

/** Yields when so many tasks of the service run. */
export async function tasksRun(docker: Docker, name: string, number: number): Promise<void> {
  await eventually(async () => (await runningTasks(docker, name)) === number || null, {
    within: 60_000,
    what: `${number} tasks of ${name} run`,
  })
}

export async function runningTasks(docker: Docker, name: string): Promise<number> {
  const tasks: unknown[] = await docker.listTasks({ filters: { service: [name] } })
  return tasks.filter((task) => at(at(task, 'Status'), 'State') === 'running').length
}

/** All that the engine says of each service, by name, but for what an update can't but change. */
export async function specsOf(docker: Docker): Promise<Readonly<Record<string, unknown>>> {
  const services: unknown[] = await docker.listServices()
  return Object.fromEntries(
    services.map((service) => [String(at(at(service, 'Spec'), 'Name')), at(service, 'Spec')]),
  )
}

/** `docker service scale` */
export async function scaleService(docker: Docker, name: string, replicas: number): Promise<void> {
  const service = docker.getService(name)
  await eventually(
    async () => {
      const inspected: unknown = await service.inspect()
      const spec = at(inspected, 'Spec')
      if (typeof spec !== 'object') throw new Error(`No service: ${name}`)
      return service
        .update({
          _query: { version: at(at(inspected, 'Version'), 'Index') },
          _body: { ...spec, Mode: { Replicated: { Replicas: replicas } } },
        })
        .then(() => true, unlessOutdated)
    },
    { within: 10_000, what: `${name} is scaled` },
  )
}

/** Removes all services and their tasks. Those of a job outlive it (20.10). */
export async function removeServices(docker: Docker): Promise<void> {
  const services: unknown[] = await docker.listServices()
  for (const service of services) await docker.getService(String(at(service, 'ID'))).remove()
  await wipe(docker)
}

const serves = "trap 'exit 0' TERM; sleep 100000 & wait"

function modeOf({ mode = 1 }: ServiceBlueprint) {
  if (mode === 'global') return { Global: {} }
  if (mode === 'job') return { ReplicatedJob: { MaxConcurrent: 1, TotalCompletions: 1 } }
  return { Replicated: { Replicas: mode } }
}

function idIn(created: unknown): unknown {
  return at(created, 'ID') ?? at(created, 'id')
}

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([name]) => name === key)?.[1]
}

/** Swarm itself updates a service when it has made it. */
function unlessOutdated(error: unknown): null {
  if (error instanceof Error && error.message.includes('out of sequence')) return null
  throw error
}

function unlessNotThere(error: unknown): void {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null
  if (status !== 404) throw error
}
