import { parse } from '@tediousjs/connection-string'
import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { detailOf } from './problems'

export interface SqlServerAddress {
  readonly host: string
  /** Null: the usual one, or the instance's. */
  readonly port: number | null
  readonly instance: string | null
  readonly user: string
  readonly password: string
  readonly database: string | null
  readonly encrypt: boolean | 'strict'
  readonly trustsAnyCertificate: boolean
}

type Said = (...names: readonly string[]) => string | null

/**
 * .NET's `Server=tcp:host,1433;Database=…;User Id=…;Password=…`, also after `sqlserver://` as JDBC
 * has it, or an address: `sqlserver://user:password@host:1433/database?encrypt=true`. Where
 * `database` stands in the query, the path is the instance.
 */
export function sqlServerAddress(text: string): Result<SqlServerAddress, ObservationProblem> {
  const [, scheme, rest = ''] = /^\s*(sqlserver|mssql):\/\/(.*)$/is.exec(text) ?? []
  if (scheme === undefined) return ofPairs(text)
  if (/^[^/?@]*;/.test(rest)) return ofPairs(`Server=${rest.replace(/:(\d+)(;|$)/, ',$1$2')}`)
  return ofUrl(text.trim())
}

function ofPairs(text: string): Result<SqlServerAddress, ObservationProblem> {
  try {
    const pairs = new Map(
      [...parse(text)].map(([key, value]) => [key.replaceAll(/\s/g, '').toLowerCase(), value]),
    )
    return ofSaid((...names) => first(names, (name) => pairs.get(name)))
  } catch (cause) {
    return invalid(`It can’t be read: ${detailOf(cause)}`)
  }
}

function ofUrl(text: string): Result<SqlServerAddress, ObservationProblem> {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) {
    return invalid(
      'It is no address. In a user or a password, characters such as @ : / # % have to be percent-encoded.',
    )
  }
  const query = new Map([...url.searchParams].map(([key, value]) => [key.toLowerCase(), value]))
  try {
    const path = decodeURIComponent(url.pathname.slice(1))
    const hasDatabase = query.has('database')
    query.set(hasDatabase ? 'instance' : 'database', path)
    query.set('server', `${decodeURIComponent(url.hostname)}${url.port && `,${url.port}`}`)
    if (url.username !== '') query.set('userid', decodeURIComponent(url.username))
    if (url.password !== '') query.set('password', decodeURIComponent(url.password))
  } catch {
    return invalid('A % in it has to be written as %25.')
  }
  return ofSaid((...names) => first(names, (name) => query.get(name)))
}

function first(
  names: readonly string[],
  look: (name: string) => string | undefined,
): string | null {
  for (const name of names) {
    const found = look(name)
    if (found !== undefined && found !== '') return found
  }
  return null
}

function ofSaid(said: Said): Result<SqlServerAddress, ObservationProblem> {
  const integrated = said('integratedsecurity', 'trusted_connection', 'trustedconnection')
  if (integrated !== null && !/^(false|no)$/i.test(integrated)) {
    return invalid(
      'Integrated Security (signing in as the user of Windows) is not supported: give a User Id and a Password of SQL Server.',
    )
  }
  if (said('authentication') !== null && !/^sql ?password$/i.test(said('authentication') ?? '')) {
    return invalid('Of Authentication, only Sql Password is supported.')
  }
  const user = said('userid', 'uid', 'user', 'username')
  if (user === null) return invalid('A User Id is missing.')
  const server = said('server', 'datasource', 'addr', 'address', 'networkaddress') ?? ''
  const [, host = '', instance = null, port = null] =
    /^\s*(?:tcp:)?\s*([^\\,:]+|\[[^\]]+\])(?:\\([^,]+))?(?:\s*,\s*(\d+))?\s*$/i.exec(server) ?? []
  if (host === '')
    return invalid('A Server is missing, or is not host, host,port or host\\instance.')
  const encrypt = (said('encrypt') ?? 'true').toLowerCase()
  return ok({
    host: ['.', '(local)'].includes(host.trim())
      ? 'localhost'
      : host.trim().replace(/^\[|\]$/g, ''),
    port: port === null ? null : Number(port),
    instance: instance ?? said('instance', 'instancename'),
    user,
    password: said('password', 'pwd') ?? '',
    database: said('database', 'initialcatalog', 'databasename'),
    encrypt: encrypt === 'strict' ? 'strict' : !/^(false|no|optional)$/.test(encrypt),
    trustsAnyCertificate: /^(true|yes)$/i.test(said('trustservercertificate') ?? ''),
  })
}

function invalid(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'configuration-invalid', field: 'connectionString', detail })
}
