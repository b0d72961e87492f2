import { claim, environmentId, instanceId, keyOf, productDeploymentId } from '../../src/shared/ids'
import type { OperationMode } from '../../src/shared/maintenance'
import { ok } from '../../src/shared/result'
import { connectDocker } from '../../src/main/docker/connect'
import { createHost, firstWorld } from '../../src/main/environments/host'
import type { TagCopy } from '../../src/main/maintenance/ports'
import { createMaintenanceService } from '../../src/main/maintenance/service'

/** The core on the real adapter, without a window. Yields milliseconds of a confirmed change. */
export async function connectTagout(socket: string): Promise<{
  change(product: string, to: OperationMode): Promise<number>
  close(): void
}> {
  const connected = await connectDocker({ kind: 'socket', path: socket })
  if (!connected.ok) throw new Error(connected.problem.code)
  const docker = connected.value
  const first = await firstWorld(docker)
  if (!first.ok) throw new Error(first.problem.code)
  const world = first.value
  const copies = new Map<string, TagCopy>()
  let claims = 0
  const service = createMaintenanceService({
    hosts: () => ok(createHost(docker, () => world)),
    copies: {
      all: () => [...copies.values()],
      get: (product) => copies.get(keyOf(product)) ?? null,
      put: (copy) => void copies.set(keyOf(copy.product), copy),
      drop: (product) => void copies.delete(keyOf(product)),
    },
    clock: {
      now: () => Date.now(),
      after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    identity: {
      instance: instanceId.parse('bench'),
      by: 'bench@here',
      newClaim: () => claim.parse(`bench.${++claims}`),
    },
    changed: () => undefined,
  })

  return {
    change: async (name, to) => {
      const product = {
        environmentId: environmentId.parse('bench'),
        productDeploymentId: productDeploymentId.parse(name),
      }
      const began = performance.now()
      const request = { to, source: 'Manual', reason: '', acknowledged: true } as const
      const outcome = await service.change(product, request)
      if (!outcome.ok || outcome.value.result !== 'changed')
        throw new Error(JSON.stringify(outcome))
      return performance.now() - began
    },
    close: () => docker.close(),
  }
}
