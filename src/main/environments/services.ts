import type { Container, InspectedContainer } from '../../shared/container'
import type { ContainerId } from '../../shared/ids'
import type { DockerConnection } from '../docker/connect'
import { withServices } from '../docker/with-services'
import type { Clock } from '../maintenance/ports'
import { withContainers } from './world'
import type { HostWorld } from './world'

export interface ServicePorts {
  readonly clock: Clock
  world(): HostWorld
  changed(world: HostWorld, moved: ReadonlySet<ContainerId>): void
  lost(detail: string): void
}

export interface ServiceLook {
  /** Asks about all services. `task`: a task's container that was looked at. */
  look(task?: InspectedContainer): Promise<void>
  /** Something moved: looks again after a while, and until Swarm has what it wants. */
  followUp(): void
  /** Whether the container is a task of a service that is known. */
  knows(task: InspectedContainer): boolean
}

/** Milliseconds until the next look, while Swarm doesn't have what it wants: less and less often. */
const shortest = 500
const longest = 30_000
/** Looks after an event: a manager hears of a task a moment after the engine tells of its container. */
const looksAfterEvent = 3

/**
 * No event tells what becomes of tasks on other nodes, and none that a task is seen to run: as long
 * as a service is not as Swarm wants it, it is looked at again.
 */
export function createServiceLook(docker: DockerConnection, ports: ServicePorts): ServiceLook {
  let cancel: (() => void) | null = null
  let delay = shortest
  let due = 0

  async function look(task?: InspectedContainer): Promise<void> {
    const services = await docker.services()
    if (!services.ok) {
      if (services.problem.code === 'engine-unreachable') ports.lost(services.problem.detail)
      return
    }
    const before = ports.world()
    const known = new Map(before.containers)
    if (task !== undefined) known.set(task.id, task)
    const all = withServices([...known.values()], services.value)
    const containers = new Map(all.map((container) => [container.id, container]))
    const moved = movedBetween(before.containers, containers)
    if (moved.size > 0) {
      const world = withContainers(
        before,
        [...moved].map((id) => [id, containers.get(id) ?? null]),
      )
      ports.changed(world, moved)
    }
    if (due > 0 || ![...containers.values()].every(isSettled)) again()
  }

  function again(): void {
    cancel?.()
    cancel = ports.clock.after(delay, () => {
      cancel = null
      due = Math.max(0, due - 1)
      delay = Math.min(delay * 2, longest)
      void look()
    })
  }

  return {
    look,
    followUp: () => {
      delay = shortest
      due = looksAfterEvent
      again()
    },
    knows: ({ labels }) =>
      [...ports.world().containers.values()].some(
        ({ id, swarm }) =>
          swarm?.kind === 'service' && labels['com.docker.swarm.service.id'] === id,
      ),
  }
}

/** Jobs come and go by themselves. */
function isSettled({ swarm }: Container): boolean {
  if (swarm?.kind !== 'service' || swarm.mode === 'job') return true
  return swarm.running === swarm.wanted && swarm.ending === 0
}

function movedBetween(
  before: HostWorld['containers'],
  after: HostWorld['containers'],
): ReadonlySet<ContainerId> {
  const ids = [...before.keys(), ...after.keys()].filter((id) => {
    const [one, other] = [before.get(id), after.get(id)]
    return one !== other && JSON.stringify(one) !== JSON.stringify(other)
  })
  return new Set(ids)
}
