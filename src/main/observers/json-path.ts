import type { JSONValue } from 'json-p3'
import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { detailOf } from '../outside/problems'
import { isSame } from './reading'
import { withinTime } from './within-time'

/**
 * The value that an RFC 9535 path selects in a JSON text. It has to be a text, a number or a
 * boolean; of several, all the same one.
 */
export async function selectedByPath(
  text: string,
  path: string,
): Promise<Result<string, ObservationProblem>> {
  const json = parsed(text)
  if (!json.ok) return json
  const { compile } = await import('json-p3')
  let query
  try {
    query = compile(path)
  } catch (cause) {
    return failed({ code: 'configuration-invalid', field: 'jsonPath', detail: detailOf(cause) })
  }
  const selected = withinTime(() => theOne(query.lazyQuery(json.value)))
  return selected ?? unusable('Finding what the path selects in it takes too long.')
}

function parsed(text: string): Result<JSONValue, ObservationProblem> {
  try {
    return ok(JSON.parse(text) as JSONValue)
  } catch (cause) {
    return unusable(`It is no JSON: ${detailOf(cause)}`)
  }
}

function theOne(
  nodes: Iterable<{ readonly value: JSONValue }>,
): Result<string, ObservationProblem> {
  let found: string | null = null
  for (const { value } of nodes) {
    if (value === null) return missing('The path selects null.')
    if (typeof value === 'object') {
      return unusable(`The path selects ${Array.isArray(value) ? 'an array' : 'an object'}.`)
    }
    const text = String(value)
    if (found !== null && !isSame(found, text)) {
      return unusable('The path selects several values, and they differ.')
    }
    found ??= text
  }
  return found === null ? missing('The path selects nothing.') : ok(found)
}

function unusable(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'answer-unusable', detail })
}

function missing(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'value-missing', detail })
}
