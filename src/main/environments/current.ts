import { environmentId, shortHash, slugOf } from '../../shared/ids'
import type { EnvironmentId, ProductRef } from '../../shared/ids'
import { failed } from '../../shared/result'
import { connectDocker } from '../docker/connect'
import type { Clock } from '../maintenance/ports'
import { currentDaemon } from './docker-context'
import type { CurrentDaemon, NoCurrentDaemon, Surroundings } from './docker-context'
import { openEnvironment } from './environment'
import type { LiveEnvironment, Place } from './environment'

export interface CurrentEnvironmentPorts {
  readonly clock: Clock
  readonly surroundings: () => Surroundings
  changed(): void
  connected(environment: EnvironmentId): void
  moved(product: ProductRef): void
  exitDecided(product: ProductRef): void
}

/**
 * The environment of the daemon that Docker's command line would talk to. While there is no
 * connection that is looked up afresh; when it has come to be another daemon, so is the
 * environment.
 */
export async function openCurrentEnvironment(
  ports: CurrentEnvironmentPorts,
): Promise<{ current(): LiveEnvironment; close(): void }> {
  let live = open(await lookUp(ports.surroundings()))

  function open(first: Found): LiveEnvironment {
    let upcoming: Found | null = first
    return openEnvironment({
      id: first.id,
      clock: ports.clock,
      changed: () => ports.changed(),
      exitDecided: (productDeploymentId) =>
        ports.exitDecided({ environmentId: first.id, productDeploymentId }),
      moved: (productDeploymentId) => ports.moved({ environmentId: first.id, productDeploymentId }),
      connected: () => ports.connected(first.id),
      locate: async () => {
        const found = upcoming ?? (await lookUp(ports.surroundings()))
        upcoming = null
        if (found.id !== first.id) {
          live.close()
          live = open(found)
          ports.changed()
        }
        return found.place
      },
    })
  }

  return { current: () => live, close: () => live.close() }
}

interface Found {
  readonly id: EnvironmentId
  readonly place: Place
}

async function lookUp(surroundings: Surroundings): Promise<Found> {
  const daemon = await currentDaemon(surroundings)
  const named = daemon.ok ? daemon.value : daemon.problem
  const { name, address, attempts } = named
  return {
    id: idOf(named),
    place: {
      name,
      address,
      attempts,
      connect: () =>
        daemon.ok
          ? connectDocker(daemon.value.endpoint)
          : Promise.resolve(failed(daemon.problem.problem)),
    },
  }
}

/** A context by its name, which stays when it comes to point elsewhere; a bare address by itself. */
function idOf({ attempts, address, name }: CurrentDaemon | NoCurrentDaemon): EnvironmentId {
  const isBare = attempts.some(({ place, value }) => place === 'DOCKER_HOST' && value !== null)
  return environmentId.parse(isBare ? `${slugOf(address)}-${shortHash(address)}` : slugOf(name))
}
