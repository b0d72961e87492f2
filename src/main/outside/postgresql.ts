import { Socket } from 'node:net'
import { Client, DatabaseError, Query } from 'pg'
import type { ClientConfig } from 'pg'
import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import { databaseAddress } from './database-address'
import type { DatabaseAddress } from './database-address'
import { databaseTls } from './database-tls'
import type { DatabaseTls } from './database-tls'
import type { Ask } from './databases'
import { timedOut } from './deadline'
import { connectionProblemOf, detailOf } from './problems'
import type { Answer } from './scalar'

/** Of `boolean`: PostgreSQL writes `t` and `f`. */
const booleanType = 16

export const askPostgresql: Ask = async (connectionString, sql, { deadline, signal }) => {
  const address = databaseAddress(connectionString, 5432)
  if (!address.ok) return address
  const tls = await databaseTls(address.value)
  if (!tls.ok) return tls
  const begun = Date.now()
  const open = new Set<Socket>()
  const letGo = (): void => open.forEach((socket) => socket.destroy())
  signal.addEventListener('abort', letGo)
  try {
    const client = await connect(address.value, tls.value, open)
    return ok(await askReadOnly(client, sql, Math.max(1, deadline - (Date.now() - begun))))
  } catch (cause) {
    return failed(problemOf(cause, deadline))
  } finally {
    // A polite end waits for the server, which may be what hangs.
    letGo()
  }
}

async function connect(
  address: DatabaseAddress,
  tls: DatabaseTls | null,
  open: Set<Socket>,
): Promise<Client> {
  const socket = new Socket()
  open.add(socket)
  const client = new Client({ ...configOf(address, tls), stream: () => socket })
  // Beside the rejection it is told here, and told to nobody it would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (cause) {
    const without = cause instanceof Error && cause.message.includes('does not support SSL')
    if (address.encryption !== 'preferred' || tls === null || !without) throw cause
    return await connect(address, null, open)
  }
}

function configOf(address: DatabaseAddress, tls: DatabaseTls | null): ClientConfig {
  const { host, port, socket, user, password, database } = address
  return {
    host: socket ?? host,
    port,
    ...(user === null ? {} : { user }),
    // Not the environment's, nor that of ~/.pgpass: who asks is said in the connection string.
    password: password ?? '',
    ...(database === null ? {} : { database }),
    application_name: 'Tagout',
    ssl: tls === null ? false : sslOf(tls),
    // The text that PostgreSQL writes: no number loses digits, no time its zone.
    types: { getTypeParser: (oid: number) => (oid === booleanType ? booleanOf : asWritten) },
  }
}

function sslOf({
  ca,
  rejectUnauthorized,
  checksHost,
}: DatabaseTls): NonNullable<ClientConfig['ssl']> {
  return {
    ...(rejectUnauthorized ? { ca } : {}),
    rejectUnauthorized,
    ...(checksHost ? {} : { checkServerIdentity: () => undefined }),
  }
}

function asWritten(text: string): string {
  return text
}

function booleanOf(text: string): string {
  return text === 't' ? 'true' : 'false'
}

/**
 * In a transaction that can't write, and that the server ends by itself at the deadline. Set for
 * the transaction only: a pool between here and there gives the session to others.
 */
async function askReadOnly(client: Client, sql: string, milliseconds: number): Promise<Answer> {
  await client.query(
    `BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${Math.ceil(milliseconds)}`,
  )
  return new Promise((resolve, reject) => {
    const rows: unknown[][] = []
    // The extended protocol takes one statement only, so that none can end the transaction.
    const asked = { text: sql, rowMode: 'array', queryMode: 'extended' } as const
    const query = new Query<unknown[]>(asked)
    query.on('row', (row, result) => {
      if (rows.push(row) > 1) resolve({ columns: result?.fields.length ?? 0, rows })
    })
    query.on('end', (result) => resolve({ columns: result.fields.length, rows }))
    query.on('error', reject)
    client.query(query)
  })
}

function problemOf(cause: unknown, deadline: number): ObservationProblem {
  if (!(cause instanceof DatabaseError)) {
    const detail = detailOf(cause)
    // Of a password that there is not, or a server that doesn't know it: the driver's own words.
    return detail.startsWith('SASL')
      ? { code: 'source-denied', detail }
      : connectionProblemOf(cause)
  }
  const { code = '', message } = cause
  if (code === '57014') return timedOut(deadline)
  if (code.startsWith('28')) return { code: 'source-denied', detail: message }
  // No such database, too many connections, starting up or shutting down.
  if (/^(08|3D000|53|57P)/.test(code))
    return { code: 'source-unreachable', detail: detailOf(cause) }
  return { code: 'query-failed', detail: message }
}
