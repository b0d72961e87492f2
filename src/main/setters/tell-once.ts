import { millisecondsOf } from '../../shared/duration'
import type { ObservationProblem } from '../../shared/observer'
import { failed, unreachable } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { SetterConfig, SetterProblem } from '../../shared/setter'
import type { Message } from '../maintenance/ports'
import type { Limits } from '../outside/deadline'
import { noting } from '../outside/names'
import { resolvedConfig } from '../outside/variables'
import type { Variables } from '../outside/variables'
import { setExtendedProperty } from './sql-extended-property'
import { tellWebhook } from './webhook'

/** A setter with all that it takes to tell the product. */
export interface OpenSetter {
  readonly config: SetterConfig
  readonly variables: Variables
}

/** One attempt. @param at milliseconds since 1970 */
export async function tellOnce(
  { config, variables }: OpenSetter,
  message: Message,
  at: number,
  abort: AbortSignal,
): Promise<Result<void, SetterProblem>> {
  const noted = noting(variables)
  const resolved = resolvedConfig(config, noted.variables)
  if (!resolved.ok) return failed(setterProblemOf(resolved.problem))
  const limits = { deadline: millisecondsOf(config.timeout), abort }
  const told = await tell(resolved.value, message, noted.variables, at, limits)
  return told.ok ? told : failed(setterProblemOf(noted.named(told.problem)))
}

function tell(
  config: SetterConfig,
  message: Message,
  variables: Variables,
  at: number,
  limits: Limits,
): Promise<Result<void, ObservationProblem>> {
  switch (config.type) {
    case 'webhook':
      return tellWebhook(config, message, Math.floor(at / 1000), limits)
    case 'sqlExtendedProperty':
      return setExtendedProperty(config, message, variables, limits)
    default:
      return unreachable(config)
  }
}

/** Who is told has no value to say, so that neither of these two comes. */
export function setterProblemOf(problem: ObservationProblem): SetterProblem {
  if (problem.code === 'value-missing') return { code: 'answer-unusable', detail: problem.detail }
  if (problem.code === 'value-unexpected') return { code: 'answer-unusable', detail: problem.value }
  return problem
}
