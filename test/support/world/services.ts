import { nowhere } from '../../../src/main/maintenance/swarm'
import type { SwarmService } from '../../../src/shared/swarm'
import { aContainer } from './containers'
import type { HostContainer } from './host-container'

/** A Swarm service of the stack `shop`, all of whose tasks run, except for what is said otherwise. */
export function aService(
  name: string,
  service: Partial<SwarmService> = {},
  labels: Readonly<Record<string, string>> = {},
): HostContainer {
  const mode = service.mode ?? 'replicated'
  const replicas = service.replicas ?? (mode === 'replicated' ? 1 : 0)
  const wanted = service.wanted ?? (mode === 'replicated' ? replicas : 1)
  const swarm: SwarmService = {
    kind: 'service',
    mode,
    replicas,
    constraints: [],
    wanted,
    running: wanted,
    ending: 0,
    ...service,
  }
  return withTasks(
    aContainer(name, {
      labels: {
        'tagout.stack': 'shop',
        'com.docker.stack.namespace': 'shop',
        'com.docker.swarm.service.name': name,
        ...labels,
      },
    }),
    swarm,
  )
}

/** `docker service scale` */
export function scaled(service: HostContainer, replicas: number): HostContainer {
  const part = partOf(service)
  return withTasks(service, { ...part, replicas, wanted: replicas, running: replicas })
}

/** `docker service update --constraint-add` on a swarm of one node */
export function constrained(service: HostContainer, constraints: readonly string[]): HostContainer {
  const tasks = constraints.includes(nowhere) ? 0 : 1
  return withTasks(service, { ...partOf(service), constraints, wanted: tasks, running: tasks })
}

/** Swarm tries, but none runs. */
export function withoutTasks(service: HostContainer): HostContainer {
  return withTasks(service, { ...partOf(service), running: 0 })
}

function withTasks(service: HostContainer, swarm: SwarmService): HostContainer {
  const { wanted, running } = swarm
  const state = wanted === 0 ? 'exited' : running < wanted ? 'restarting' : 'running'
  return { ...service, swarm, state, exitCode: null }
}

function partOf({ name, swarm }: HostContainer): SwarmService {
  if (swarm?.kind !== 'service') throw new Error(`No service: ${name}`)
  return swarm
}
