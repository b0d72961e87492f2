import { z } from 'zod'
import { containerStates } from '../../shared/container'
import type { ContainerState, Health } from '../../shared/container'
import type { SwarmPart } from '../../shared/swarm'

/** What the list and the inspection of containers have in common. */

/** Podman has states that Docker has no word for. */
const podmanStates: Readonly<Record<string, ContainerState>> = {
  configured: 'created',
  initialized: 'created',
  stopping: 'running',
  stopped: 'exited',
}

/** A state that nobody knows counts as one with a process: `Stopped` is never shown by mistake. */
export const state = z.string().transform((word): ContainerState => {
  const known = z.enum(containerStates).safeParse(word)
  return known.data ?? podmanStates[word] ?? 'running'
})

export const labels = z.record(z.string(), z.string()).catch({})

export function healthNamed(name: string | undefined): Health {
  return name === 'starting' || name === 'healthy' || name === 'unhealthy' ? name : 'none'
}

/** Its last run is over: one that restarts waits for the next. */
export function hasEnded(state: ContainerState): boolean {
  return state === 'exited' || state === 'restarting' || state === 'dead'
}

export function networkShared(networkMode: string): string | null {
  return networkMode.startsWith('container:') ? networkMode.slice('container:'.length) : null
}

/** Swarm labels the container of each task. */
export function swarmPartOf(labels: Readonly<Record<string, string>>): SwarmPart | null {
  return labels['com.docker.swarm.service.name'] === undefined ? null : { kind: 'task' }
}
