import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'

/** What a query yielded; of its rows two are enough to know that there is more than one. */
export interface Answer {
  readonly columns: number
  readonly rows: readonly (readonly unknown[])[]
}

/** More than one value is told instead of chosen from; NULL and no row are no value. */
export function scalarOf({ columns, rows }: Answer): Result<string, ObservationProblem> {
  const [first] = rows
  if (columns > 1) return unusable('The query yields more than one column.')
  if (rows.length > 1) return unusable('The query yields more than one row.')
  if (first === undefined) return missing('The query yields no row.')
  const value = first[0]
  if (value === null || value === undefined) return missing('The query yields NULL.')
  return ok(textOf(value))
}

/**
 * As the driver gives it: numbers and decimals as they are written, booleans `true` and `false`,
 * times in ISO 8601, bytes in hexadecimal.
 */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value)
  }
  return JSON.stringify(value)
}

function unusable(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'answer-unusable', detail })
}

function missing(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'value-missing', detail })
}
