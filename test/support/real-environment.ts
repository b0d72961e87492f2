import { systemClock } from '../../src/main/clock'
import type { Endpoint } from '../../src/main/docker/endpoint'
import { connectEndpoint } from '../../src/main/environments/connect-endpoint'
import { openEnvironment } from '../../src/main/environments/environment'
import type { LiveEnvironment } from '../../src/main/environments/environment'
import { environmentId } from '../../src/shared/ids'
import { lastKnownInMemory } from './last-known'

/** Connects to where it is told, in real time, as Tagout does; nobody hears of what it sees. */
export function openRealEnvironment(
  id: string,
  endpoint: Endpoint,
  address: string,
): LiveEnvironment {
  return openEnvironment({
    id: environmentId.parse(id),
    clock: systemClock,
    locate: () =>
      Promise.resolve({
        name: id,
        address,
        attempts: [],
        endpoint,
        connect: () => connectEndpoint(endpoint),
      }),
    lastKnown: lastKnownInMemory(),
    copies: () => [],
    recognised: () => null,
    changed: () => undefined,
    connected: () => undefined,
    moved: () => undefined,
    exitDecided: () => undefined,
  })
}
