import { ConnectionError, RequestError } from 'tedious'
import type { ConnectionConfiguration, Request } from 'tedious'
import type { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { queryScalar } from '../../../src/main/outside/databases'
import {
  readExtendedProperty,
  writeExtendedProperty,
} from '../../../src/main/outside/extended-property'
import { failed, ok } from '../../../src/shared/result'

interface Asked {
  readonly sql: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** With what only the connection uses of it. */
type DriversRequest = Pick<Request, 'sqlTextOrProcedure' | 'parameters'> &
  EventEmitter & { readonly userCallback: (cause?: Error) => void }

/** What the next server does, and what it was given: the driver's edge, in place of the network. */
const server = vi.hoisted(() => ({
  refusal: undefined as Error | undefined,
  failure: undefined as Error | undefined,
  silent: false,
  columns: 1,
  rows: [] as readonly (readonly unknown[])[],
  config: null as ConnectionConfiguration | null,
  asked: [] as Asked[],
  open: 0,
}))

vi.mock('tedious', async (original) => {
  const { EventEmitter } = await import('node:events')
  class Connection extends EventEmitter {
    constructor(config: ConnectionConfiguration) {
      super()
      server.config = config
    }
    connect(connected: (cause?: Error) => void): void {
      server.open++
      if (!server.silent) queueMicrotask(() => connected(server.refusal))
    }
    execSql(request: DriversRequest): void {
      const { sqlTextOrProcedure: sql = '', parameters } = request
      server.asked.push({
        sql,
        parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
      })
      queueMicrotask(() => {
        if (server.failure) {
          request.userCallback(server.failure)
          return
        }
        request.emit(
          'columnMetadata',
          Array.from({ length: server.columns }, () => ({})),
        )
        for (const row of server.rows)
          request.emit(
            'row',
            row.map((value) => ({ value })),
          )
        request.userCallback()
      })
    }
    close(): void {
      server.open--
    }
  }
  return { ...(await original<object>()), Connection }
})

const to = 'Server=db,1444;Database=erp;User Id=ann;Password=p'
const limits = { deadline: 30_000 }

beforeEach(() => {
  Object.assign(server, { refusal: undefined, failure: undefined, silent: false })
  Object.assign(server, { columns: 1, rows: [], asked: [], open: 0 })
})

describe('SQL Server, at the driver’s edge', () => {
  it('is asked as the connection string says, on one connection, which is closed', async () => {
    server.rows = [['on']]

    expect(await queryScalar(to, 'SELECT state FROM flags', limits)).toEqual(ok('on'))
    expect(server).toMatchObject({
      open: 0,
      asked: [{ sql: 'SELECT state FROM flags', parameters: {} }],
      config: {
        server: 'db',
        authentication: { type: 'default', options: { userName: 'ann', password: 'p' } },
        options: { database: 'erp', port: 1444, encrypt: true, trustServerCertificate: false },
      },
    })
  })

  it.each([
    ['a bit', true, 'true'],
    ['a number', 1.5, '1.5'],
    ['a bigint', '9007199254740993', '9007199254740993'],
    ['a time', new Date('2026-02-03T04:05:06.789Z'), '2026-02-03T04:05:06.789Z'],
    ['bytes', Buffer.from([1, 254]), '01fe'],
  ])('says %s as text', async (_, value, text) => {
    server.rows = [[value]]

    expect(await queryScalar(to, 'SELECT 1', limits)).toEqual(ok(text))
  })

  it.each([
    ['no row', 1, [], 'value-missing'],
    ['NULL', 1, [[null]], 'value-missing'],
    ['two rows', 1, [['a'], ['a']], 'answer-unusable'],
    ['two columns', 2, [['a', 'b']], 'answer-unusable'],
  ])('says nothing with %s', async (_, columns, rows, code) => {
    Object.assign(server, { columns, rows })

    expect(await queryScalar(to, 'SELECT 1', limits)).toEqual(
      failed({ code, detail: expect.any(String) as string }),
    )
    expect(server.open).toBe(0)
  })

  it.each([
    ['refusal', new ConnectionError('Login failed for user ann.', 'ELOGIN'), 'source-denied'],
    [
      'refusal',
      new ConnectionError('Failed', 'ESOCKET', { cause: untrusted() }),
      'source-untrusted',
    ],
    ['refusal', new ConnectionError('Failed', 'ESOCKET'), 'source-unreachable'],
    ['failure', numbered(208, 'Invalid object name.'), 'query-failed'],
    ['failure', numbered(229, 'The SELECT permission was denied.'), 'source-denied'],
  ])('tells a %s: %s', async (when, error, code) => {
    Object.assign(server, { [when]: error })

    expect(await queryScalar(to, 'SELECT 1', limits)).toEqual(
      failed({ code, detail: expect.any(String) as string }),
    )
    expect(server.open).toBe(0)
  })

  it.each(['refusal', 'failure'])('tells the driver’s own timeout (%s)', async (when) => {
    Object.assign(server, { [when]: new RequestError('Timeout', 'ETIMEOUT') })

    expect(await queryScalar(to, 'SELECT 1', limits)).toEqual(
      failed({ code: 'source-timeout', seconds: 30 }),
    )
  })

  it('is let go of at the deadline', async () => {
    server.silent = true

    expect(await queryScalar(to, 'SELECT 1', { deadline: 50 })).toEqual(
      failed({ code: 'source-timeout', seconds: 0.05 }),
    )
    expect(server.open).toBe(0)
  })

  it('is asked for an extended property by its name as a parameter', async () => {
    server.rows = [['1']]

    expect(await readExtendedProperty(to, "x'; DROP", limits)).toEqual(ok('1'))
    expect(server.asked).toEqual([
      {
        sql: expect.stringContaining('sys.extended_properties') as string,
        parameters: { name: "x'; DROP" },
      },
    ])
  })

  it('has no such extended property', async () => {
    expect(await readExtendedProperty(to, 'maintenance', limits)).toEqual(
      failed({
        code: 'value-missing',
        detail: 'The database has no extended property maintenance, or its user may not see it.',
      }),
    )
  })

  it('is told an extended property by parameters, whether it is there or not', async () => {
    expect(await writeExtendedProperty(to, 'maintenance', "on'", limits)).toEqual(ok())
    expect(server.asked).toEqual([
      {
        sql: expect.stringMatching(
          /^IF EXISTS .*\n.*sp_updateextendedproperty .*\nELSE\n.*sp_addextendedproperty /,
        ) as string,
        parameters: { name: 'maintenance', value: "on'" },
      },
    ])
  })
})

function untrusted(): Error {
  return Object.assign(new Error('unable to verify'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
}

function numbered(number: number, message: string): Error {
  return Object.assign(new RequestError(message, 'EREQUEST'), { number })
}
