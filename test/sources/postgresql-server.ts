import { chmodSync, copyFileSync, chownSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { run, startServer } from './own-server'
import type { OwnServer } from './own-server'

/** Of Debian's package, the newest version. */
function binary(name: string): string {
  const versions = readdirSync('/usr/lib/postgresql')
    .map(Number)
    .sort((a, b) => b - a)
  return `/usr/lib/postgresql/${String(versions[0])}/bin/${name}`
}

/**
 * A PostgreSQL of its own, with TLS, for user `ann` with the password `p@ss:1` and the database
 * `erp`.
 * @param folder may be written to by an unprivileged user; has `server.pem` and `server.key`
 */
export async function startPostgresql(folder: string, port: number): Promise<OwnServer> {
  const data = join(folder, 'postgresql')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, 'p@ss:1\n', { mode: 0o644 })
  await run(
    [
      ...[binary('initdb'), '--pgdata', data, '--username', 'ann', '--pwfile', passwordFile],
      ...['--auth-host', 'scram-sha-256', '--auth-local', 'scram-sha-256', '--no-sync'],
    ],
    folder,
  )
  const { uid, gid } = statSync(data)
  const key = join(data, 'server.key')
  copyFileSync(join(folder, 'server.key'), key)
  copyFileSync(join(folder, 'server.pem'), join(data, 'server.crt'))
  chownSync(key, uid, gid)
  chmodSync(key, 0o600)
  const server = await startServer(
    [
      ...[binary('postgres'), '-D', data, '-p', String(port), '-h', '127.0.0.1'],
      ...['-c', `unix_socket_directories=${folder}`, '-c', 'ssl=on', '-c', 'fsync=off'],
    ],
    join(folder, 'postgresql.log'),
    () => asks(port, 'SELECT 1'),
    'SIGINT',
  )
  await asks(port, 'CREATE DATABASE erp')
  return server
}

async function asks(port: number, sql: string): Promise<boolean> {
  const client = new Client({
    ...{ host: '127.0.0.1', port, user: 'ann', password: 'p@ss:1', database: 'postgres' },
  })
  try {
    await client.connect()
    await client.query(sql)
    return true
  } catch {
    return false
  } finally {
    await client.end()
  }
}
