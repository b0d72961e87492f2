import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { detailOf } from '../outside/problems'
import { withinTime } from './within-time'

/**
 * What a pattern finds in a text: its first group, or without one all that it matches. `(?i)`, `(?m)`
 * and `(?s)` at its beginning are as .NET has them.
 */
export function foundByPattern(text: string, pattern: string): Result<string, ObservationProblem> {
  const [whole = '', flags = ''] = /^\(\?([ims]{1,3})\)/.exec(pattern) ?? []
  let expression: RegExp
  try {
    expression = new RegExp(pattern.slice(whole.length), flags)
  } catch (cause) {
    return invalid(detailOf(cause))
  }
  const match = withinTime(() => ({ found: expression.exec(text) }))
  if (match === null) return invalid('Finding it in this content takes too long.')
  if (match.found === null) {
    return failed({ code: 'value-missing', detail: 'The pattern matches nothing.' })
  }
  return ok(match.found[1] ?? (match.found.length > 1 ? '' : match.found[0]))
}

function invalid(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'configuration-invalid', field: 'contentPattern', detail })
}
