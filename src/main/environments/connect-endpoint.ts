import type { ConnectionProblem } from '../../shared/problem'
import type { Result } from '../../shared/result'
import { connectDocker } from '../docker/connect'
import type { DockerConnection } from '../docker/connect'
import type { Endpoint } from '../docker/endpoint'

/** The one way from an endpoint to a connection; what it takes ends with the connection's `close`. */
export function connectEndpoint(
  endpoint: Endpoint,
): Promise<Result<DockerConnection, ConnectionProblem>> {
  return connectDocker(endpoint)
}
