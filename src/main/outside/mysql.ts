import { createConnection } from 'mysql2'
import type { Connection, ConnectionOptions } from 'mysql2'
import { z } from 'zod'
import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import { databaseAddress } from './database-address'
import type { DatabaseAddress } from './database-address'
import { databaseTls } from './database-tls'
import type { DatabaseTls } from './database-tls'
import type { Ask } from './databases'
import { timedOut } from './deadline'
import { codeOf, connectionProblemOf, detailOf } from './problems'
import type { Answer } from './scalar'

export const askMysql: Ask = async (connectionString, sql, { deadline, signal }) => {
  const address = databaseAddress(connectionString, 3306)
  if (!address.ok) return address
  const tls = await databaseTls(address.value)
  if (!tls.ok) return tls
  const begun = Date.now()
  const open = new Set<Connection>()
  signal.addEventListener('abort', () => open.forEach((connection) => connection.destroy()))
  try {
    const connection = await connect(address.value, tls.value, deadline, open)
    return ok(await askReadOnly(connection, sql, Math.max(1, deadline - (Date.now() - begun))))
  } catch (cause) {
    return failed(problemOf(cause, deadline))
  } finally {
    open.forEach((connection) => connection.destroy())
  }
}

async function connect(
  address: DatabaseAddress,
  tls: DatabaseTls | null,
  deadline: number,
  open: Set<Connection>,
): Promise<Connection> {
  const connection = createConnection({ ...configOf(address, tls), connectTimeout: deadline })
  open.add(connection)
  // Beside the callback it is told here, and told to nobody it would end the process.
  connection.on('error', () => undefined)
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((cause) => (cause === null ? resolve() : reject(cause)))
    })
    return connection
  } catch (cause) {
    connection.destroy()
    const without = codeOf(cause) === 'HANDSHAKE_NO_SSL_SUPPORT'
    if (address.encryption !== 'preferred' || tls === null || !without) throw cause
    return await connect(address, null, deadline, open)
  }
}

function configOf(address: DatabaseAddress, tls: DatabaseTls | null): ConnectionOptions {
  const { host, port, socket, user, password, database } = address
  return {
    ...(socket === null ? { host, port } : { socketPath: socket }),
    ...(user === null ? {} : { user }),
    password: password ?? '',
    ...(database === null ? {} : { database }),
    ...(tls === null ? {} : { ssl: sslOf(tls) }),
    rowsAsArray: true,
    // No code is made at run time.
    disableEval: true,
    // A server of whoever must not be handed a file of this machine.
    flags: ['-LOCAL_FILES'],
    // The text that the server writes: no number loses digits.
    typeCast: (field) => (field.type === 'BIT' ? bitsOf(field.buffer()) : field.string()),
  }
}

function sslOf({
  ca,
  rejectUnauthorized,
  checksHost,
}: DatabaseTls): ConnectionOptions['ssl'] & object {
  return {
    ...(rejectUnauthorized ? { ca } : {}),
    rejectUnauthorized,
    verifyIdentity: checksHost,
  }
}

function bitsOf(bytes: Buffer | null): string | null {
  return bytes === null ? null : BigInt(`0x0${bytes.toString('hex')}`).toString()
}

/**
 * In a session that can't write, and in which the server ends a question by itself at the deadline:
 * it goes on with it when nobody is there any more. The comments are statements for MariaDB and for
 * MySQL from 5.7.8, which call it by different names.
 */
async function askReadOnly(
  connection: Connection,
  sql: string,
  milliseconds: number,
): Promise<Answer> {
  await answerTo(connection, 'SET SESSION TRANSACTION READ ONLY')
  const [inSeconds, inMilliseconds] = [milliseconds / 1000, Math.ceil(milliseconds)]
  await answerTo(
    connection,
    `SET SESSION autocommit = 1
     /*M!100101 , SESSION max_statement_time = ${inSeconds} */
     /*!50708 , SESSION max_execution_time = ${inMilliseconds} */`,
  )
  return answerTo(connection, sql)
}

function answerTo(connection: Connection, sql: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let columns = 0
    const rows: unknown[][] = []
    const query = connection.query(sql)
    query.on('fields', (fields: readonly unknown[] | undefined) => {
      columns = Math.max(columns, fields?.length ?? 0)
    })
    query.on('result', (row: unknown) => {
      // Of a statement that yields no rows, and at the end of a procedure's, it is no row.
      if (Array.isArray(row) && rows.push(row) > 1) resolve({ columns, rows })
    })
    query.on('end', () => resolve({ columns, rows }))
    query.on('error', reject)
  })
}

const serverError = z.object({ errno: z.int(), sqlState: z.string(), sqlMessage: z.string() })

/** A user or a password that it doesn't accept; a database that is not the user's. */
const denied = [1044, 1045, 1698, 1862, 3118]
/** No such database; too many connections; shutting down; this host is shut out. */
const unreachable = [1049, 1040, 1053, 1129, 1130, 1203]
/** MariaDB's, and MySQL's. */
const overdue = [1969, 3024]

function problemOf(cause: unknown, deadline: number): ObservationProblem {
  const parsed = serverError.safeParse(cause)
  if (!parsed.success) {
    // The driver puts its own code in the place of the certificate's.
    return codeOf(cause) === 'HANDSHAKE_SSL_ERROR'
      ? { code: 'source-untrusted', detail: detailOf(cause) }
      : connectionProblemOf(cause)
  }
  const { errno, sqlMessage: detail } = parsed.data
  if (overdue.includes(errno)) return timedOut(deadline)
  if (denied.includes(errno)) return { code: 'source-denied', detail }
  if (unreachable.includes(errno)) return { code: 'source-unreachable', detail }
  return { code: 'query-failed', detail }
}
