import Docker from 'dockerode'
import { agentFor } from './agents'
import type { DirectEndpoint } from './endpoint'

/** A dockerode of one endpoint, and what ends all of its connections. */
export interface Client {
  readonly docker: Docker
  readonly destroy: () => void
}

/** @param apiVersion e.g. `1.41`: each request names it. Without one the engine takes its newest. */
export function openClient(endpoint: DirectEndpoint, apiVersion?: string): Client {
  const agent = agentFor(endpoint)
  const options = {
    agent,
    ...(apiVersion === undefined ? {} : { version: `v${apiVersion}` }),
    ...(endpoint.kind === 'socket'
      ? { socketPath: endpoint.path, protocol: 'http' as const }
      : {
          host: endpoint.host,
          port: endpoint.port,
          protocol: endpoint.tls === null ? ('http' as const) : ('https' as const),
        }),
  }
  return {
    docker: withoutDockerHost(() => new Docker(options)),
    destroy: () => {
      agent.destroy()
    },
  }
}

/**
 * docker-modem 5.0.7 mixes `DOCKER_HOST` and the files of `DOCKER_CERT_PATH` into any options it is
 * given (the host even wins over a socket), and throws when they can't be read. Nothing is awaited
 * while it is away.
 */
function withoutDockerHost<T>(work: () => T): T {
  const { DOCKER_HOST } = process.env
  delete process.env.DOCKER_HOST
  try {
    return work()
  } finally {
    if (DOCKER_HOST !== undefined) process.env.DOCKER_HOST = DOCKER_HOST
  }
}
