import type { ObservationProblem } from '../../shared/observer'
import type { Result } from '../../shared/result'
import type { SetterConfig } from '../../shared/setter'
import type { Message } from '../maintenance/ports'
import { connectionStringOf } from '../outside/connection'
import type { Limits } from '../outside/deadline'
import { writeExtendedProperty } from '../outside/extended-property'
import type { Variables } from '../outside/variables'

/** Sets the property of the database; where there is none, adds it. */
export async function setExtendedProperty(
  config: SetterConfig & { readonly type: 'sqlExtendedProperty' },
  { says }: Message,
  variables: Variables,
  limits: Limits,
): Promise<Result<void, ObservationProblem>> {
  const connection = connectionStringOf(config, variables)
  if (!connection.ok) return connection
  const value = says === 'maintenance' ? config.maintenanceValue : config.normalValue
  return writeExtendedProperty(connection.value, config.propertyName, value, limits)
}
