import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { withinLimits } from './deadline'
import type { Limits } from './deadline'
import { scalarOf } from './scalar'

/** Class 0 is the database itself. A `sql_variant` is text only when it is made so. */
const read = `SELECT CAST(value AS nvarchar(4000)) FROM sys.extended_properties
WHERE class = 0 AND name = @name`

const write = `IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 0 AND name = @name)
  EXEC sys.sp_updateextendedproperty @name = @name, @value = @value
ELSE
  EXEC sys.sp_addextendedproperty @name = @name, @value = @value`

/** The value of an extended property of SQL Server's database. Without it, `value-missing`. */
export function readExtendedProperty(
  connectionString: string,
  name: string,
  limits: Limits,
): Promise<Result<string, ObservationProblem>> {
  return withinLimits(limits, async (signal) => {
    const { deadline } = limits
    const { askWith } = await import('./sql-server')
    const answer = await askWith(connectionString, read, { name }, { deadline, signal })
    if (!answer.ok) return answer
    if (answer.value.rows.length > 0) return scalarOf(answer.value)
    return failed({
      code: 'value-missing',
      detail: `The database has no extended property ${name}, or its user may not see it.`,
    })
  })
}

/** Sets it; where there is none, adds it. */
export function writeExtendedProperty(
  connectionString: string,
  name: string,
  value: string,
  limits: Limits,
): Promise<Result<void, ObservationProblem>> {
  return withinLimits(limits, async (signal) => {
    const { deadline } = limits
    const { askWith } = await import('./sql-server')
    const answer = await askWith(connectionString, write, { name, value }, { deadline, signal })
    return answer.ok ? ok() : answer
  })
}
