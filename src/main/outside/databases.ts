import type { ObservationProblem } from '../../shared/observer'
import { failed } from '../../shared/result'
import type { Result } from '../../shared/result'
import { withinLimits } from './deadline'
import type { Limits } from './deadline'
import { scalarOf } from './scalar'
import type { Answer } from './scalar'

export interface AskLimits {
  /** Milliseconds. */
  readonly deadline: number
  /** Its connection goes at once. */
  readonly signal: AbortSignal
}

/** Asks one question on a connection of its own, and closes that, however it ends. */
export type Ask = (
  connectionString: string,
  sql: string,
  limits: AskLimits,
) => Promise<Result<Answer, ObservationProblem>>

/** A driver is loaded when a connection string needs it. */
const drivers: Readonly<Record<string, () => Promise<Ask>>> = {
  postgres: async () => (await import('./postgresql')).askPostgresql,
  postgresql: async () => (await import('./postgresql')).askPostgresql,
  mysql: async () => (await import('./mysql')).askMysql,
  mariadb: async () => (await import('./mysql')).askMysql,
  sqlserver: async () => (await import('./sql-server')).askSqlServer,
  mssql: async () => (await import('./sql-server')).askSqlServer,
}

/**
 * The one value that a query yields, as text (`scalar.ts`). PostgreSQL, MySQL and MariaDB are asked
 * read-only, so that a check changes nothing; SQL Server knows no such connection.
 */
export function queryScalar(
  connectionString: string,
  sql: string,
  limits: Limits,
): Promise<Result<string, ObservationProblem>> {
  return withinLimits(limits, async (signal) => {
    const driver = drivers[systemOf(connectionString)]
    if (driver === undefined) return unknownSystem
    const ask = await driver()
    const answer = await ask(connectionString, sql, { deadline: limits.deadline, signal })
    return answer.ok ? scalarOf(answer.value) : answer
  })
}

/** By its scheme; without one, and with `Server=` or the like, it is SQL Server's. */
function systemOf(connectionString: string): string {
  const [, scheme] = /^\s*([a-z]+):\/\//i.exec(connectionString) ?? []
  if (scheme !== undefined) return scheme.toLowerCase()
  return /(^|;)\s*(server|data source|addr|address|network address)\s*=/i.test(connectionString)
    ? 'sqlserver'
    : ''
}

const unknownSystem = failed<ObservationProblem>({
  code: 'configuration-invalid',
  field: 'connectionString',
  detail:
    'It has to begin with postgres://, mysql://, mariadb:// or sqlserver://, or to be SQL Server’s Server=…;Database=….',
})
