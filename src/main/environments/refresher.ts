import type { ContainerId } from '../../shared/ids'
import type { DockerConnection } from '../docker/connect'
import type { EngineEvent } from '../docker/events'
import type { Clock } from '../maintenance/ports'
import { inspectAll } from './host'
import { createPace } from './pace'
import { createServiceLook } from './services'
import { needInspection, taggedProductsWith, withContainers, withTags } from './world'
import type { HostWorld } from './world'

export interface RefresherPorts {
  readonly clock: Clock
  world(): HostWorld
  /** `touched`: products with a tag, or whose tag came or went, of which something moved. */
  changed(world: HostWorld, touched: readonly string[]): void
  /** The engine can't be asked any more, though the stream of events has not said so. */
  lost(detail: string): void
}

export interface Refresher {
  hear(event: EngineEvent): void
  /** Services that are not as Swarm wants them yet are looked at until they are. */
  followUp(): void
}

/**
 * An event only says where to look: the world gets what the engine says when it is asked then.
 * However many events of one container come meanwhile, it is looked at one at a time, and once more;
 * a stop alone makes three within milliseconds, so that it isn't looked at again at once.
 */
export function createRefresher(docker: DockerConnection, ports: RefresherPorts): Refresher {
  const inTurn = createPace(ports.clock, { atOnce: 4, apart: 50 })
  const toldOf = new Set<string>()

  const services = createServiceLook(docker, {
    clock: ports.clock,
    world: () => ports.world(),
    changed: (world, moved) =>
      ports.changed(world, taggedProductsWith(moved, ports.world(), world)),
    lost: (detail) => ports.lost(detail),
  })

  async function lookAtContainer(id: ContainerId): Promise<void> {
    const inspected = await docker.engine.inspect(id)
    const isGone = !inspected.ok && inspected.problem.code === 'container-gone'
    if (!inspected.ok && !isGone) {
      if (inspected.problem.code === 'engine-unreachable') ports.lost(inspected.problem.detail)
      return
    }
    if (inspected.ok && inspected.value.swarm !== null) {
      const task = inspected.value
      services.followUp()
      if (services.knows(task)) inTurn('services', () => services.look())
      else await services.look(task)
      return
    }
    const before = ports.world()
    const world = withContainers(before, [[id, inspected.ok ? inspected.value : null]])
    const touched = taggedProductsWith([id], before, world)
    if (world !== before || touched.length > 0) ports.changed(world, touched)
  }

  async function lookAtTags(): Promise<void> {
    const told = [...toldOf]
    toldOf.clear()
    const listed = await docker.listTags()
    if (!listed.ok) {
      if (listed.problem.code === 'engine-unreachable') ports.lost(listed.problem.detail)
      return
    }
    const needed = needInspection(withTags(ports.world(), listed.value))
    const inspected = await inspectAll(docker, needed)
    const details = inspected.ok ? inspected.value : []
    const world = withContainers(
      withTags(ports.world(), listed.value),
      details.map((container) => [container.id, container]),
    )
    ports.changed(world, told)
  }

  return {
    hear: (event) => {
      if (event.type === 'container') {
        inTurn(event.container, () => lookAtContainer(event.container))
      } else if (event.type === 'service') {
        services.followUp()
        inTurn('services', () => services.look())
      } else {
        toldOf.add(event.productDeploymentId)
        inTurn('tags', lookAtTags)
      }
    },
    followUp: () => services.followUp(),
  }
}
