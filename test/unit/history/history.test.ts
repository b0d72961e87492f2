import { describe, expect, it } from 'vitest'
import { openHistory } from '../../../src/main/history/history'
import { keepPruned } from '../../../src/main/history/prune'
import type { HistoryFile } from '../../../src/main/storage/history-file'
import type { HistoryFilter, HistoryRecord } from '../../../src/shared/history'
import { environmentId, productDeploymentId } from '../../../src/shared/ids'
import { ok } from '../../../src/shared/result'
import { anEnding, anOpening, aRecordedContainer } from '../../support/history'
import { createManualClock } from '../../support/world/manual-clock'

const now = Date.parse('2026-11-22T22:00:00.000Z')

const all: HistoryFilter = { product: null, kind: null, search: '' }

/** A file that has these records, and remembers what is appended. */
function aFile(records: readonly HistoryRecord[] = [], unreadable = 0) {
  let lines = [...records]
  const file: HistoryFile = {
    read: () => Promise.resolve({ records: [...lines], unreadable }),
    append: (record) => lines.push(record),
    prune: (isKept) => {
      lines = lines.filter(isKept)
      return ok()
    },
  }
  return { file, lines: () => lines }
}

const wiki = {
  ref: {
    environmentId: environmentId.parse('default'),
    productDeploymentId: productDeploymentId.parse('wiki'),
  },
  name: 'Wiki',
  version: null,
}

const drifted: HistoryRecord = {
  version: 1,
  kind: 'drift',
  at: '2026-11-22T20:30:00.000Z',
  product: anOpening('', '').product,
  container: { container: 'id-of-web', name: 'shop-web-1', stack: 'shop', service: 'web' },
  place: 'in-snapshot',
  startedAt: '2026-11-22T20:29:59.000Z',
}

const span = { source: 'Manual', by: 'ada@desk', reason: 'Patch night', to: null }

const shopEntered = [
  anOpening('one.1', '2026-11-22T20:00:00.000Z'),
  anEnding('one.1', '2026-11-22T20:00:05.000Z', {
    containers: [
      aRecordedContainer('web'),
      aRecordedContainer('db', { killed: true, exitCode: 137 }),
      aRecordedContainer('api', { result: 'failed' }),
    ],
  }),
]
const wikiEntered = [
  anOpening('one.2', '2026-11-22T21:00:00.000Z', { product: wiki }),
  anEnding('one.2', '2026-11-22T21:00:05.000Z'),
]

describe('a history', () => {
  it('lists what began and what ended as one entry, newest first, a page at a time', async () => {
    const history = openHistory(
      aFile([...shopEntered, drifted, ...wikiEntered], 3).file,
      () => undefined,
    )
    await history.opened

    const page = history.list(all, 1, 1, now)
    const ids = [history.list(all, 0, 2, now), history.list(all, 2, 2, now)].map(({ entries }) =>
      entries.map(({ id }) => id),
    )

    expect({ page, ids }).toEqual({
      page: {
        entries: [
          {
            kind: 'drift',
            id: 'default/id-of-web@2026-11-22T20:29:59.000Z',
            at: '2026-11-22T20:30:00.000Z',
            product: drifted.product,
            container: drifted.container,
            place: 'in-snapshot',
            startedAt: '2026-11-22T20:29:59.000Z',
          },
        ],
        total: 3,
        products: [drifted.product, wiki],
        timeline: {
          from: '2026-10-23T22:00:00.000Z',
          until: '2026-11-22T22:00:00.000Z',
          rows: [
            { product: drifted.product, spans: [{ ...span, from: '2026-11-22T20:00:00.000Z' }] },
            { product: wiki, spans: [{ ...span, from: '2026-11-22T21:00:00.000Z' }] },
          ],
        },
        unreadable: 3,
      },
      ids: [['one.2', 'default/id-of-web@2026-11-22T20:29:59.000Z'], ['one.1']],
    })
  })

  it('has a change with its protocol, and its sums in the list', async () => {
    const history = openHistory(aFile(shopEntered).file, () => undefined)
    await history.opened

    const [listed] = history.list(all, 0, 10, now).entries
    const change = history.change('one.1')

    const { attempts, ...summary } = change ?? { attempts: [] }
    expect({ listed, attempts }).toEqual({
      listed: { ...summary, containers: 3, failed: 1, killed: 1, state: 'changed' },
      attempts: [
        {
          by: 'ada@desk',
          startedAt: '2026-11-22T20:00:00.000Z',
          endedAt: '2026-11-22T20:00:05.000Z',
          state: 'changed',
          containers: shopEntered[1]?.kind === 'ended' ? shopEntered[1].containers : [],
          problem: null,
          telling: null,
        },
      ],
    })
  })

  it.each<[string, Partial<HistoryFilter>, readonly string[]]>([
    ['a product', { product: wiki.ref }, ['one.2']],
    ['a kind', { kind: 'drift' }, ['default/id-of-web@2026-11-22T20:29:59.000Z']],
    ['a word of a reason', { search: ' PATCH ' }, ['one.2', 'one.1']],
    ['a container', { search: 'shop-api' }, ['one.1']],
    ['what is nowhere', { search: 'nowhere' }, []],
  ])('is narrowed down to %s', async (_, filter, ids) => {
    const history = openHistory(
      aFile([...shopEntered, drifted, ...wikiEntered]).file,
      () => undefined,
    )
    await history.opened

    expect(history.list({ ...all, ...filter }, 0, 10, now).entries.map(({ id }) => id)).toEqual(ids)
  })

  it('says of what was under way when Tagout ended that it was interrupted, until it goes on', async () => {
    const [began, ended] = shopEntered as [HistoryRecord, HistoryRecord]
    const history = openHistory(aFile([began]).file, () => undefined)
    await history.opened
    const states = (): readonly string[] =>
      history.change('one.1')?.attempts.map(({ state }) => state) ?? []

    const before = states()
    history.record(anOpening('one.1', '2026-11-22T20:10:00.000Z'))
    const meanwhile = states()
    history.record(ended)

    expect({ before, meanwhile, after: states() }).toEqual({
      before: ['interrupted'],
      meanwhile: ['interrupted', 'running'],
      after: ['interrupted', 'changed'],
    })
  })

  it('writes what is told before it is open, and nothing twice', async () => {
    const { file, lines } = aFile([drifted])
    const history = openHistory(file, () => undefined)
    const began = anOpening('one.1', '2026-11-22T20:00:00.000Z')
    history.record(began)
    history.record({ ...drifted, at: '2026-11-22T20:40:00.000Z' })
    await history.opened
    history.record({ ...began, kind: 'seen' })
    history.record(anEnding('one.1', '2026-11-22T20:00:05.000Z'))
    history.record(anEnding('one.1', '2026-11-22T20:00:06.000Z', { result: 'found-done' }))

    expect(lines()).toEqual([drifted, began, anEnding('one.1', '2026-11-22T20:00:05.000Z')])
  })

  it('forgets what is older than its days at the start and each day, and nothing of the rest', async () => {
    const { file, lines } = aFile([...shopEntered, drifted, ...wikiEntered])
    const clock = createManualClock('2026-12-02T20:10:00.000Z')
    const history = openHistory(file, () => undefined)
    let days: number | null = 10
    const end = keepPruned(history, () => days, clock)
    await history.opened
    await Promise.resolve()
    const atTheStart = [...lines()]
    days = null
    clock.pass(24 * 3_600_000)
    const forEver = [...lines()]
    days = 10
    clock.pass(24 * 3_600_000)
    end()

    expect({
      atTheStart,
      forEver,
      aDayLater: lines(),
      listed: history.list(all, 0, 10, now).total,
    }).toEqual({
      atTheStart: [drifted, ...wikiEntered],
      forEver: [drifted, ...wikiEntered],
      aDayLater: [],
      listed: 0,
    })
  })
})

describe('a change that was cut off', () => {
  const [begun] = shopEntered
  if (begun === undefined) throw new Error('It has begun')
  const again = anOpening('one.1', '2026-11-22T20:10:00.000Z')
  const done = anEnding('one.1', '2026-11-22T20:10:05.000Z')
  const lost = anEnding('one.1', '2026-11-22T20:00:05.000Z', {
    result: 'incomplete',
    problem: { code: 'went-offline' },
  })
  const failing = anEnding('one.1', '2026-11-22T20:00:05.000Z', { result: 'incomplete' })
  const found = anEnding('one.1', '2026-11-22T20:10:05.000Z', { result: 'found-done' })

  it.each([
    ['by an end of Tagout, once it is done', [begun], [again, done], ['changed after restart']],
    ['by an end of Tagout, and is found done', [begun], [found], ['found-done after restart']],
    [
      'by a lost connection, once it is done',
      [],
      [begun, lost, again, done],
      ['changed after connection-lost'],
    ],
    [
      'by a lost connection, and is found done',
      [],
      [begun, lost, found],
      ['found-done after connection-lost'],
    ],
    [
      'and cut off again, once it is done',
      [],
      [begun, lost, again, lost, again, failing],
      ['incomplete after connection-lost'],
    ],
    ['is none that only failed', [], [begun, failing, again, done], []],
    ['is none that was done at once', [], [begun, done], []],
  ])('%s, is told', async (_, before, since, expected) => {
    const told: string[] = []
    const history = openHistory(
      aFile(before).file,
      () => undefined,
      ({ state }, after) => void told.push(`${state} after ${after}`),
    )
    await history.opened

    for (const record of since) history.record(record)

    expect(told).toEqual(expected)
  })
})
