import type { ObservationProblem, ObserverConfig } from '../../../shared/observer'
import type { Result } from '../../../shared/result'
import { connectionStringOf } from '../../outside/connection'
import { queryScalar } from '../../outside/databases'
import type { Limits } from '../../outside/deadline'
import type { Variables } from '../../outside/variables'

export async function valueOfQuery(
  config: ObserverConfig & { readonly type: 'sqlQuery' },
  variables: Variables,
  limits: Limits,
): Promise<Result<string, ObservationProblem>> {
  const connection = connectionStringOf(config, variables)
  return connection.ok ? queryScalar(connection.value, config.query, limits) : connection
}
