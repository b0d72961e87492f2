import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'

/**
 * How a connection is encrypted:
 * - `off`: not at all
 * - `preferred`: where the server can, and whoever that is, as the databases' own clients do
 * - `unchecked`: always, whoever the server is
 * - `authority`: its certificate is checked, but not whose it is
 * - `full`: its certificate is checked
 */
type Encryption = 'off' | 'preferred' | 'unchecked' | 'authority' | 'full'

/** Where a database is, read from an address; what is null is the driver's usual. */
export interface DatabaseAddress {
  readonly host: string
  readonly port: number
  /** The folder (PostgreSQL) or the file (MySQL) of a Unix socket. */
  readonly socket: string | null
  readonly user: string | null
  readonly password: string | null
  readonly database: string | null
  readonly encryption: Encryption
  /** In PEM; trusted beside the system's. */
  readonly caFile: string | null
}

/**
 * `sslmode` as PostgreSQL has it and `ssl-mode` as MySQL has it. Tagout checks a certificate where
 * encryption is asked for (`require`), and `no-verify` says that it shall not.
 */
const encryptions: Readonly<Record<string, Encryption>> = {
  disable: 'off',
  disabled: 'off',
  allow: 'preferred',
  prefer: 'preferred',
  preferred: 'preferred',
  'no-verify': 'unchecked',
  require: 'full',
  required: 'full',
  'verify-ca': 'authority',
  verify_ca: 'authority',
  'verify-full': 'full',
  verify_identity: 'full',
}

/** `scheme://user:password@host:port/database?sslmode=…`, each part percent-encoded. */
export function databaseAddress(
  text: string,
  usualPort: number,
): Result<DatabaseAddress, ObservationProblem> {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null
  if (url === null) {
    return invalid(
      'It is no address. In a user or a password, characters such as @ : / # % have to be percent-encoded.',
    )
  }
  const said = url.searchParams
  const mode = (said.get('sslmode') ?? said.get('ssl-mode') ?? 'prefer').toLowerCase()
  const encryption = encryptions[mode]
  if (encryption === undefined) return invalid(`There is no sslmode ${mode}.`)
  try {
    const hostSaid = said.get('host')
    const socket = said.get('socket') ?? (hostSaid?.startsWith('/') ? hostSaid : null)
    return ok({
      host:
        given(decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '')) ?? hostSaid ?? 'localhost',
      port: Number(given(url.port) ?? said.get('port') ?? usualPort),
      socket,
      user: given(decodeURIComponent(url.username)) ?? said.get('user'),
      password: given(decodeURIComponent(url.password)) ?? said.get('password'),
      database: given(decodeURIComponent(url.pathname.slice(1))) ?? said.get('dbname'),
      encryption: socket === null ? encryption : 'off',
      caFile: said.get('sslrootcert') ?? said.get('ssl-ca'),
    })
  } catch {
    return invalid('A % in it has to be written as %25.')
  }
}

function given(text: string): string | null {
  return text === '' ? null : text
}

function invalid(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'configuration-invalid', field: 'connectionString', detail })
}
