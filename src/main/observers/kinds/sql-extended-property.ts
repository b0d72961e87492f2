import type { ObservationProblem, ObserverConfig } from '../../../shared/observer'
import type { Result } from '../../../shared/result'
import { connectionStringOf } from '../../outside/connection'
import type { Limits } from '../../outside/deadline'
import { readExtendedProperty } from '../../outside/extended-property'
import type { Variables } from '../../outside/variables'

export async function valueOfExtendedProperty(
  config: ObserverConfig & { readonly type: 'sqlExtendedProperty' },
  variables: Variables,
  limits: Limits,
): Promise<Result<string, ObservationProblem>> {
  const connection = connectionStringOf(config, variables)
  return connection.ok
    ? readExtendedProperty(connection.value, config.propertyName, limits)
    : connection
}
