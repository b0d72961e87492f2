import { createAnnouncer } from '../../src/main/announcer'
import type { Shown } from '../../src/main/shown'
import { connectDocker } from '../../src/main/docker/connect'
import { openEnvironment } from '../../src/main/environments/environment'
import { createViews } from '../../src/main/environments/views'
import { createMaintenanceService } from '../../src/main/maintenance/service'
import { ownPorts, productNamed } from '../support/core'
import type { OperationMode } from '../../src/shared/maintenance'
import { lastKnownInMemory } from '../support/last-known'
import { usualServing, usualSettings } from '../support/settings'

const { environmentId: environment } = productNamed('bench')

/** What a confirmed change took. */
export interface Taken {
  /** Milliseconds from the request to the answer. */
  readonly wall: number
  /** Milliseconds of this process's processor time, the engine's excluded. */
  readonly processor: number
}

/**
 * All of the app but its window: the core on the real adapter, the engine's events followed, and
 * each difference of what is shown announced.
 */
export async function connectTagout(socket: string): Promise<{
  change(product: string, to: OperationMode): Promise<Taken>
  close(): void
}> {
  const ports = ownPorts('bench')
  const service = createMaintenanceService({
    ...ports,
    hosts: () => live.host(),
    changed: (product) => {
      views.touch(product)
      announcer.changed()
    },
  })
  const views = createViews((product) => ({
    change: service.changeOf(product),
    observer: null,
    setter: null,
  }))
  const announcer = createAnnouncer(show, (news) => void structuredClone(news))

  function show(): Shown {
    const { products, unassigned } = views.of(live, ports.copies.all())
    return {
      environments: [{ ...live.shown(), reach: { kind: 'socket', path: socket }, givenName: null }],
      areEnvironmentsChosen: true,
      products,
      unassigned: { [environment]: unassigned },
      notices: [],
      settings: usualSettings,
      historyRevision: 0,
      ...usualServing,
    }
  }

  const connection: { is?: () => void } = {}
  const connected = new Promise<void>((resolve) => {
    connection.is = resolve
  })
  const live = openEnvironment({
    id: environment,
    clock: ports.clock,
    locate: () =>
      Promise.resolve({
        name: 'bench',
        address: socket,
        attempts: [],
        endpoint: { kind: 'socket', path: socket },
        connect: () => connectDocker({ kind: 'socket', path: socket }),
      }),
    lastKnown: lastKnownInMemory(),
    copies: () => ports.copies.all(),
    changed: () => announcer.changed(),
    connected: () => connection.is?.(),
    recognised: () => null,
    moved: (productDeploymentId) =>
      void service.noticed({ environmentId: environment, productDeploymentId }),
    exitDecided: (productDeploymentId) =>
      service.exitDecided({ environmentId: environment, productDeploymentId }),
  })
  await connected
  await service.resume(environment)
  announcer.now()

  return {
    change: async (name, to) => {
      const product = productNamed(name)
      const processor = process.cpuUsage()
      const began = performance.now()
      const request = { to, source: 'Manual', reason: '', acknowledged: true } as const
      const outcome = await service.change(product, request)
      const wall = performance.now() - began
      const { user, system } = process.cpuUsage(processor)
      if (!outcome.ok || outcome.value.result !== 'changed') {
        throw new Error(JSON.stringify(outcome))
      }
      return { wall, processor: (user + system) / 1000 }
    },
    close: () => live.close(),
  }
}
