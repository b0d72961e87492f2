import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { run, startServer } from './own-server'
import type { OwnServer } from './own-server'

const setUp = `
CREATE DATABASE erp;
CREATE USER ann@'127.0.0.1' IDENTIFIED BY 'p@ss:1';
CREATE USER ann@localhost IDENTIFIED BY 'p@ss:1';
GRANT ALL ON *.* TO ann@'127.0.0.1';
GRANT ALL ON *.* TO ann@localhost;
`

/** A MariaDB of its own, without TLS, for the same user with the same database. */
export async function startMariadb(folder: string, port: number): Promise<OwnServer> {
  const data = join(folder, 'mariadb')
  const first = join(folder, 'set-up.sql')
  writeFileSync(first, setUp)
  await run(
    [
      ...['mariadb-install-db', '--no-defaults', `--datadir=${data}`, '--skip-test-db'],
      ...['--auth-root-authentication-method=normal', '--skip-name-resolve'],
    ],
    folder,
  )
  return startServer(
    [
      ...['mariadbd', '--no-defaults', `--datadir=${data}`, `--port=${port}`],
      ...['--bind-address=127.0.0.1', `--socket=${join(folder, 'mariadb.sock')}`],
      ...[`--init-file=${first}`, '--skip-name-resolve', '--innodb-flush-log-at-trx-commit=0'],
    ],
    join(folder, 'mariadb.log'),
    async () => {
      try {
        const connection = await createConnection({
          ...{ host: '127.0.0.1', port, user: 'ann', password: 'p@ss:1', database: 'erp' },
        })
        await connection.end()
        return true
      } catch {
        return false
      }
    },
    'SIGTERM',
  )
}
