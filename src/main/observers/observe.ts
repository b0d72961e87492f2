import type { ObservationProblem, ObserverConfig } from '../../shared/observer'
import { millisecondsOf } from '../../shared/duration'
import { unreachable } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Limits } from '../outside/deadline'
import { noting } from '../outside/names'
import { resolvedConfig } from '../outside/variables'
import type { Variables } from '../outside/variables'
import type { Observe } from './automating'
import { valueOfExtendedProperty } from './kinds/sql-extended-property'
import { valueOfFile } from './kinds/file'
import { valueOfHttp } from './kinds/http'
import { valueOfQuery } from './kinds/sql-query'
import { readingOf } from './reading'

/** Looks once. Changes nothing out there, and never rejects for what is out there. */
export const observe: Observe = async (config, variables, abort) => {
  const noted = noting(variables)
  const resolved = resolvedConfig(config, noted.variables)
  if (!resolved.ok) return { says: 'nothing', problem: resolved.problem }
  const limits = { deadline: millisecondsOf(config.timeout), abort }
  const value = await valueOf(resolved.value, noted.variables, limits)
  if (!value.ok) return { says: 'nothing', problem: noted.named(value.problem) }
  return readingOf(value.value, resolved.value)
}

function valueOf(
  config: ObserverConfig,
  variables: Variables,
  limits: Limits,
): Promise<Result<string, ObservationProblem>> {
  switch (config.type) {
    case 'http':
      return valueOfHttp(config, limits)
    case 'file':
      return valueOfFile(config, limits)
    case 'sqlQuery':
      return valueOfQuery(config, variables, limits)
    case 'sqlExtendedProperty':
      return valueOfExtendedProperty(config, variables, limits)
    default:
      return unreachable(config)
  }
}
