import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import type { RowDataPacket } from 'mysql2/promise'
import { Client } from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { queryScalar } from '../../src/main/outside/databases'
import { failed, ok } from '../../src/shared/result'
import { eventually } from '../support/eventually'
import { aSilentServer } from './ports'

const folder = inject('databasesFolder')
const postgresql = `127.0.0.1:${inject('postgresqlPort')}`
const mariadb = `127.0.0.1:${inject('mariadbPort')}`
const signedIn = 'ann:p%40ss%3A1'
const limits = { deadline: 30_000 }
const anyText = expect.any(String) as string

const systems = [
  {
    name: 'PostgreSQL',
    to: `postgres://${signedIn}@${postgresql}/erp`,
    sleep: 'SELECT pg_sleep(600)',
  },
  { name: 'MariaDB', to: `mariadb://${signedIn}@${mariadb}/erp`, sleep: 'SELECT SLEEP(600)' },
]

describe.each(systems)('a query to $name', ({ to, sleep }) => {
  const ask = (sql: string): ReturnType<typeof queryScalar> => queryScalar(to, sql, limits)

  it.each([
    ["SELECT 'maintenance'", 'maintenance'],
    ['SELECT 12345678901234567890.50', '12345678901234567890.50'],
    ['SELECT 9007199254740993', '9007199254740993'],
    ["SELECT 'é—日本'", 'é—日本'],
    ["SELECT ''", ''],
    ["SELECT CAST('2026-02-03' AS DATE)", '2026-02-03'],
    ['SELECT 1 WHERE 1 = 1;', '1'],
  ])('yields what %s says, as text', async (sql, text) => {
    expect(await ask(sql)).toEqual(ok(text))
  })

  it.each([
    ['no row', 'SELECT 1 FROM information_schema.tables WHERE 1 = 0', 'value-missing'],
    ['NULL', 'SELECT NULL', 'value-missing'],
    ['two columns', 'SELECT 1, 2', 'answer-unusable'],
    [
      'two columns and no row',
      'SELECT 1, 2 FROM information_schema.tables WHERE 1 = 0',
      'answer-unusable',
    ],
    ['two rows', 'SELECT 1 UNION ALL SELECT 1', 'answer-unusable'],
    [
      'rows without end',
      'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT a.i FROM n AS a',
      'answer-unusable',
    ],
    ['no such table', 'SELECT state FROM nowhere', 'query-failed'],
    ['two statements', 'SELECT 1; SELECT 2', 'query-failed'],
    ['no statement', 'maintenance?', 'query-failed'],
    ['a table made', 'CREATE TABLE made (a int)', 'query-failed'],
    ['a row written', "INSERT INTO kept VALUES ('b')", 'query-failed'],
  ])('is a problem with %s', async (_, sql, code) => {
    await prepared(to)
    // What is far beyond one row is not computed to its end.
    const answer = await queryScalar(to, sql.replace('100000000', '900'), limits)

    expect(answer).toEqual(failed({ code, detail: anyText }))
    expect(await ask('SELECT COUNT(*) FROM kept')).toEqual(ok('1'))
  })

  it('is ended at its deadline, in the server too', async () => {
    const marked = `${sleep} /* ends here */`

    expect(await queryScalar(to, marked, { deadline: 1500 })).toEqual(
      failed({ code: 'source-timeout', seconds: 1.5 }),
    )
    await eventually(async () => ((await running(to, 'ends here')) === 0 ? true : null), {
      within: 30_000,
      what: 'the query is gone from the server',
    })
  })

  it('is called off', async () => {
    const off = new AbortController()
    const asked = queryScalar(to, sleep, { deadline: 10_000, abort: off.signal })
    await eventually(async () => ((await running(to, sleep)) > 0 ? true : null), {
      within: 30_000,
      what: 'the query runs',
    })
    off.abort()

    expect(await asked).toEqual(
      failed({ code: 'source-unreachable', detail: 'The check was called off.' }),
    )
  })

  it('leaves no connection behind', async () => {
    await ask("SELECT 'left'")
    await ask('SELECT nothing_such')

    await eventually(async () => ((await running(to, '')) === 0 ? true : null), {
      within: 30_000,
      what: 'no connection is left',
    })
  })

  it.each([
    ['a wrong password', to.replace('p%40ss', 'other'), 'source-denied'],
    ['a wrong user', to.replace('ann', 'bob'), 'source-denied'],
    ['no password', to.replace(':p%40ss%3A1', ''), 'source-denied'],
    ['no such database', to.replace('/erp', '/crm'), 'source-unreachable'],
  ])('is a problem with %s', async (_, connectionString, code) => {
    const answer = await queryScalar(connectionString, 'SELECT 1', limits)

    expect(answer).toEqual(
      failed({ code, detail: expect.not.stringMatching(/p@ss|other/) as string }),
    )
  })

  it('waits for a server that says nothing no longer than its deadline', async () => {
    const silent = await aSilentServer()

    expect(
      await queryScalar(to.replace(/127.0.0.1:\d+/, silent), 'SELECT 1', { deadline: 300 }),
    ).toEqual(failed({ code: 'source-timeout', seconds: 0.3 }))
  })
})

describe('PostgreSQL', () => {
  const url = `postgres://${signedIn}@${postgresql}/erp`
  const encrypted = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'

  it.each([
    ['', 'true'],
    ['?sslmode=disable', 'false'],
    ['?sslmode=no-verify', 'true'],
    [`?sslmode=require&sslrootcert=${join(folder, 'ca.pem')}`, 'true'],
    [`?sslmode=verify-full&sslrootcert=${join(folder, 'ca.pem')}`, 'true'],
  ])('is asked with %j: encrypted %s', async (mode, is) => {
    expect(await queryScalar(`${url}${mode}`, encrypted, limits)).toEqual(ok(is))
  })

  it('is not asked when its certificate is not trusted', async () => {
    expect(await queryScalar(`${url}?sslmode=require`, encrypted, limits)).toEqual(
      failed({ code: 'source-untrusted', detail: anyText }),
    )
  })

  it('is not asked when its certificate is another’s, unless that is not to be checked', async () => {
    const elsewhere = url.replace('127.0.0.1', 'localhost')
    const ca = `sslrootcert=${join(folder, 'ca.pem')}`

    expect(await queryScalar(`${elsewhere}?sslmode=verify-full&${ca}`, encrypted, limits)).toEqual(
      failed({ code: 'source-untrusted', detail: anyText }),
    )
    expect(await queryScalar(`${elsewhere}?sslmode=verify-ca&${ca}`, encrypted, limits)).toEqual(
      ok('true'),
    )
  })

  it('is asked through its socket', async () => {
    const socket = `postgres:///erp?host=${folder}&port=${inject('postgresqlPort')}&user=ann&password=p%40ss:1`

    expect(await queryScalar(socket, 'SELECT current_user', limits)).toEqual(ok('ann'))
  })

  it('says true and false, and times with their zone', async () => {
    expect(await queryScalar(url, 'SELECT 1 = 1', limits)).toEqual(ok('true'))
    expect(await queryScalar(url, 'SELECT 1 = 2', limits)).toEqual(ok('false'))
    expect(
      await queryScalar(
        url,
        "SELECT timestamptz '2026-02-03 04:05:06.789+00' AT TIME ZONE 'UTC'",
        limits,
      ),
    ).toEqual(ok('2026-02-03 04:05:06.789'))
  })
})

describe('MariaDB', () => {
  const url = `mysql://${signedIn}@${mariadb}/erp`

  it('is not asked without encryption where that is wanted', async () => {
    expect(await queryScalar(`${url}?ssl-mode=REQUIRED`, 'SELECT 1', limits)).toEqual(
      failed({ code: 'source-unreachable', detail: anyText }),
    )
  })

  it('is asked through its socket', async () => {
    const socket = `mariadb://${signedIn}@localhost/erp?socket=${join(folder, 'mariadb.sock')}`

    expect(await queryScalar(socket, 'SELECT CURRENT_USER()', limits)).toEqual(ok('ann@localhost'))
  })

  it('says numbers of bits, and the truth as 1 and 0', async () => {
    expect(await queryScalar(url, "SELECT CAST(b'101' AS UNSIGNED)", limits)).toEqual(ok('5'))
    expect(await queryScalar(url, 'SELECT 1 = 1', limits)).toEqual(ok('1'))
  })
})

/** With a table of one row, which is there already from the second time on. */
async function prepared(to: string): Promise<void> {
  const statements = [
    'CREATE TABLE IF NOT EXISTS kept (a varchar(9) PRIMARY KEY)',
    'DELETE FROM kept',
    "INSERT INTO kept VALUES ('a')",
  ]
  await withDatabase(to, async (query) => {
    for (const statement of statements) await query(statement)
  })
}

/** How many other sessions of the user there are whose query has the text in it. */
async function running(to: string, text: string): Promise<number> {
  const count = to.startsWith('postgres')
    ? `SELECT count(*) AS n FROM pg_stat_activity WHERE usename = 'ann' AND pid <> pg_backend_pid() AND backend_type = 'client backend'`
    : `SELECT COUNT(*) AS n FROM information_schema.processlist WHERE user = 'ann' AND id <> CONNECTION_ID()`
  const column = to.startsWith('postgres') ? 'query' : 'info'
  return withDatabase(to, async (query) => {
    const like = text === '' ? '' : ` AND ${column} LIKE '%${text}%'`
    return Number((await query(`${count}${like}`))[0]?.n)
  })
}

type Rows = readonly Readonly<Record<string, unknown>>[]

async function withDatabase<T>(
  to: string,
  work: (query: (sql: string) => Promise<Rows>) => Promise<T>,
): Promise<T> {
  if (to.startsWith('postgres')) {
    const client = new Client(to)
    await client.connect()
    try {
      return await work(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows)
    } finally {
      await client.end()
    }
  }
  const connection = await createConnection(to.replace('mariadb:', 'mysql:'))
  try {
    return await work(async (sql) => {
      const [rows] = await connection.query<RowDataPacket[]>(sql)
      return Array.isArray(rows) ? rows : []
    })
  } finally {
    await connection.end()
  }
}
