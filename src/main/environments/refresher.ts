import type { ContainerId } from '../../shared/ids'
import { membersOf } from '../../shared/product'
import type { DockerConnection } from '../docker/connect'
import type { EngineEvent } from '../docker/events'
import { inspectAll } from './host'
import { needInspection, productsOf } from './world'
import type { HostWorld } from './world'

export interface RefresherPorts {
  world(): HostWorld
  /** `touched`: products with a tag, or whose tag came or went, of which something moved. */
  changed(world: HostWorld, touched: readonly string[]): void
  /** The engine can't be asked any more, though the stream of events has not said so. */
  lost(detail: string): void
}

export interface Refresher {
  hear(event: EngineEvent): void
}

/**
 * An event only says where to look: the world gets what the engine says when it is asked then.
 * However many events of one container come meanwhile, it is looked at one at a time, and once more.
 */
export function createRefresher(docker: DockerConnection, ports: RefresherPorts): Refresher {
  const pending = new Map<string, { again: boolean }>()
  const toldOf = new Set<string>()

  async function inTurn(key: string, look: () => Promise<void>): Promise<void> {
    const busy = pending.get(key)
    if (busy !== undefined) {
      busy.again = true
      return
    }
    const turn = { again: true }
    pending.set(key, turn)
    try {
      while (turn.again) {
        turn.again = false
        await look()
      }
    } finally {
      pending.delete(key)
    }
  }

  async function lookAtContainer(id: ContainerId): Promise<void> {
    const inspected = await docker.engine.inspect(id)
    const isGone = !inspected.ok && inspected.problem.code === 'container-gone'
    if (!inspected.ok && !isGone) {
      if (inspected.problem.code === 'engine-unreachable') ports.lost(inspected.problem.detail)
      return
    }
    const before = ports.world()
    const containers = new Map(before.containers)
    if (inspected.ok) containers.set(id, inspected.value)
    else containers.delete(id)
    const world = { ...before, containers }
    ports.changed(world, taggedProductsWith(id, before, world))
  }

  async function lookAtTags(): Promise<void> {
    const told = [...toldOf]
    toldOf.clear()
    const listed = await docker.listTags()
    if (!listed.ok) {
      if (listed.problem.code === 'engine-unreachable') ports.lost(listed.problem.detail)
      return
    }
    const tags = new Map(listed.value.map((tag) => [String(tag.productDeploymentId), tag]))
    const inspected = await inspectAll(docker, needInspection({ ...ports.world(), tags }))
    const containers = new Map(ports.world().containers)
    if (inspected.ok) for (const each of inspected.value) containers.set(each.id, each)
    ports.changed({ containers, tags }, told)
  }

  return {
    hear: (event) => {
      if (event.type === 'container') {
        void inTurn(event.container, () => lookAtContainer(event.container))
      } else {
        toldOf.add(event.productDeploymentId)
        void inTurn('tags', lookAtTags)
      }
    },
  }
}

function taggedProductsWith(id: ContainerId, ...worlds: readonly HostWorld[]): readonly string[] {
  const touched = worlds.flatMap((world) =>
    productsOf(world)
      .products.filter((product) => world.tags.has(product.id))
      .filter((product) => membersOf(product).some((member) => member.id === id))
      .map((product) => product.id),
  )
  return [...new Set(touched)]
}
