import type { ApiEnvironment } from '../../../shared/api/environments'
import type { Connection, Environment } from '../../../shared/environment'
import { connectionTroubleOf } from './trouble'

export function environmentWords(environment: Environment): ApiEnvironment {
  const { id, name, reach, address, connection } = environment
  return {
    environmentId: id,
    name,
    kind: reach.kind,
    address,
    connection: connectionWords(connection),
  }
}

function connectionWords(connection: Connection): ApiEnvironment['connection'] {
  return connection.state === 'offline'
    ? { ...connection, problem: connectionTroubleOf(connection.problem) }
    : connection
}
