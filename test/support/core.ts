import { claim, environmentId, instanceId, keyOf, productDeploymentId } from '../../src/shared/ids'
import type { ProductRef } from '../../src/shared/ids'
import { ok } from '../../src/shared/result'
import { systemClock } from '../../src/main/clock'
import type { Endpoint } from '../../src/main/docker/endpoint'
import { connectEndpoint } from '../../src/main/environments/connect-endpoint'
import { createHost, firstWorld } from '../../src/main/environments/host'
import { withDetails } from '../../src/main/environments/world'
import type { Host, TagCopy } from '../../src/main/maintenance/ports'
import { createMaintenanceService } from '../../src/main/maintenance/service'
import type { MaintenanceService } from '../../src/main/maintenance/service'
import type { ServicePorts } from '../../src/main/maintenance/changes'

/** The core on the real adapter, without a window. It hears nothing: tell it what it is to notice. */
export interface Core {
  readonly service: MaintenanceService
  readonly host: Host
  close(): void
}

/**
 * @param at a local socket, or how else the engine is reached
 * @param instance whose claims and copies it has
 */
export async function connectCore(at: string | Endpoint, instance: string): Promise<Core> {
  const connected = await connectEndpoint(
    typeof at === 'string' ? { kind: 'socket', path: at } : at,
  )
  if (!connected.ok) throw new Error(connected.problem.code)
  const docker = connected.value
  const first = await firstWorld(docker)
  if (!first.ok) throw new Error(first.problem.code)
  let world = first.value
  const host = createHost(docker, {
    world: () => world,
    learn: (inspected) => {
      world = withDetails(world, inspected)
    },
  })
  const service = createMaintenanceService({
    ...ownPorts(instance),
    hosts: () => ok(host),
    changed: () => undefined,
  })
  return { service, host, close: () => docker.close() }
}

/** The product of that id, in the environment of every core. */
export function productNamed(id: string): ProductRef {
  return {
    environmentId: environmentId.parse('here'),
    productDeploymentId: productDeploymentId.parse(id),
  }
}

/** All that a core needs beside the engine, and that nobody else has; its copies live as long as it. */
export function ownPorts(instance: string): Omit<ServicePorts, 'hosts' | 'changed'> {
  const copies = new Map<string, TagCopy>()
  let claims = 0
  return {
    copies: {
      all: () => [...copies.values()],
      get: (product) => copies.get(keyOf(product)) ?? null,
      put: (copy) => void copies.set(keyOf(copy.product), copy),
      drop: (product) => void copies.delete(keyOf(product)),
    },
    clock: systemClock,
    identity: {
      instance: instanceId.parse(instance),
      by: `${instance}@here`,
      newClaim: () => claim.parse(`${instance}.${++claims}`),
    },
    history: { record: () => undefined },
    driftFound: () => undefined,
    stopsDriftAgain: () => false,
    setters: { of: () => null },
    restored: () => undefined,
  }
}
