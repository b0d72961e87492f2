import type { ConnectionProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { DockerConnection } from '../docker/connect'
import { addressOf } from '../docker/endpoint'
import type { Endpoint, SshEndpoint } from '../docker/endpoint'
import { openTunnel } from '../ssh/tunnel'

/** The one way from an endpoint to a connection; what it takes to get there ends with its `close`. */
export async function connectEndpoint(
  endpoint: Endpoint,
): Promise<Result<DockerConnection, ConnectionProblem>> {
  if (endpoint.kind === 'ssh') return connectThroughSsh(endpoint)
  const { connectDocker } = await engineClient()
  return connectDocker(endpoint)
}

async function connectThroughSsh(
  endpoint: SshEndpoint,
): Promise<Result<DockerConnection, ConnectionProblem>> {
  const { connectDocker } = await engineClient()
  const opened = await openTunnel(endpoint)
  if (!opened.ok) return opened
  const tunnel = opened.value
  const local = { kind: 'socket', path: tunnel.socketPath } as const
  const connected = await connectDocker(local, { address: addressOf(endpoint) })
  if (!connected.ok) {
    const lost = await tunnel.loss()
    tunnel.close()
    return lost === null ? connected : failed(lost)
  }
  const docker = connected.value
  return ok({
    ...docker,
    /** A tunnel that broke takes all connections with it: its reason is theirs. */
    why: async (problem) => (await tunnel.loss()) ?? problem,
    close: () => {
      docker.close()
      tunnel.close()
    },
  })
}

/** It takes longer to load than all else of main: not before it is needed. */
async function engineClient() {
  return import('../docker/connect')
}
