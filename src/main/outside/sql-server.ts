import { Connection, ConnectionError, Request, RequestError, TYPES } from 'tedious'
import type { ConnectionConfiguration } from 'tedious'
import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Ask, AskLimits } from './databases'
import { timedOut } from './deadline'
import { codeOf, connectionProblemOf, detailOf } from './problems'
import type { Answer } from './scalar'
import { sqlServerAddress } from './sql-server-address'
import type { SqlServerAddress } from './sql-server-address'
import { authorities } from './trust'

/** By the name under which it is in the statement, without its `@`; all are text. */
type Parameters = Readonly<Record<string, string>>

export const askSqlServer: Ask = (connectionString, sql, limits) =>
  askWith(connectionString, sql, {}, limits)

/** The same with parameters. */
export async function askWith(
  connectionString: string,
  sql: string,
  parameters: Parameters,
  { deadline, signal }: AskLimits,
): Promise<Result<Answer, ObservationProblem>> {
  const address = sqlServerAddress(connectionString)
  if (!address.ok) return address
  const ca = await authorities(null)
  if (!ca.ok) return ca
  const connection = new Connection(configOf(address.value, ca.value, deadline))
  // Beside the callback it is told here, and told to nobody it would end the process.
  connection.on('error', () => undefined)
  const letGo = (): void => connection.close()
  signal.addEventListener('abort', letGo)
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((cause) => (cause ? reject(cause) : resolve()))
    })
    return ok(await answerTo(connection, sql, parameters))
  } catch (cause) {
    return failed(problemOf(cause, deadline))
  } finally {
    letGo()
  }
}

function configOf(
  address: SqlServerAddress,
  ca: readonly string[],
  deadline: number,
): ConnectionConfiguration {
  const { host, port, instance, user, password, database, encrypt } = address
  return {
    server: host,
    authentication: { type: 'default', options: { userName: user, password } },
    options: {
      appName: 'Tagout',
      encrypt,
      trustServerCertificate: address.trustsAnyCertificate,
      cryptoCredentialsDetails: { ca: [...ca] },
      connectTimeout: deadline,
      requestTimeout: deadline,
      // A failed check is told at once; the next one is its retry.
      maxRetriesOnTransientErrors: 0,
      readOnlyIntent: false,
      ...(database === null ? {} : { database }),
      // By its port where both are said, as .NET has it.
      ...(port !== null ? { port } : instance !== null ? { instanceName: instance } : {}),
    },
  }
}

function answerTo(connection: Connection, sql: string, parameters: Parameters): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let columns = 0
    const rows: unknown[][] = []
    const request = new Request(sql, (cause) => {
      if (cause) reject(cause)
      else resolve({ columns, rows })
    })
    for (const [name, value] of Object.entries(parameters)) {
      request.addParameter(name, TYPES.NVarChar, value)
    }
    request.on('columnMetadata', (metadata) => {
      columns = Math.max(columns, Object.keys(metadata).length)
    })
    request.on('row', (row: readonly { readonly value: unknown }[]) => {
      if (rows.push(row.map(({ value }) => value)) > 1) resolve({ columns, rows })
    })
    connection.execSql(request)
  })
}

/** Its databases can't be opened: there is none, or it is offline. */
const unreachable = [4060, 40613, 911, 942]
const permissionDenied = [229, 230, 262, 297, 300, 916, 15247]

function problemOf(cause: unknown, deadline: number): ObservationProblem {
  if (codeOf(cause) === 'ETIMEOUT') return timedOut(deadline)
  if (cause instanceof ConnectionError && cause.code === 'ELOGIN') {
    return { code: 'source-denied', detail: cause.message }
  }
  if (!(cause instanceof RequestError) || cause.number === undefined) {
    return connectionProblemOf(cause)
  }
  const { number, message } = cause
  if (unreachable.includes(number)) return { code: 'source-unreachable', detail: detailOf(cause) }
  if (permissionDenied.includes(number)) return { code: 'source-denied', detail: message }
  return { code: 'query-failed', detail: message }
}
