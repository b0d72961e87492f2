import type { ObservationProblem } from '../../shared/observer'
import { ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Variables } from './variables'

/** The connection string that is given, or that the named variable holds, taken as it is. */
export function connectionStringOf(
  {
    connectionString,
    connectionName = '',
  }: {
    readonly connectionString?: string | undefined
    readonly connectionName?: string | undefined
  },
  variables: Variables,
): Result<string, ObservationProblem> {
  return connectionString === undefined ? variables(connectionName) : ok(connectionString)
}
