import { describe, expect, it } from 'vitest'
import { createLedger } from '../../../src/main/history/ledger'
import { timelineOf } from '../../../src/main/history/timeline'
import type { HistoryRecord, Timeline } from '../../../src/shared/history'
import { anEnding, anOpening } from '../../support/history'

const now = '2026-12-01T12:00:00.000Z'
const exit = { from: 'Maintenance', to: 'Normal' } as const
const { product } = anOpening('', '')
const span = { source: 'Manual', by: 'ada@desk', reason: 'Patch night' } as const

function timeline(...records: readonly HistoryRecord[]): Timeline {
  const ledger = createLedger()
  for (const record of records) ledger.add(record)
  return timelineOf(ledger.all(), Date.parse(now))
}

describe('the timeline', () => {
  it('has each maintenance of the last 30 days, from its entering to the end of its exit', () => {
    expect(
      timeline(
        anOpening('one.1', '2026-10-01T20:00:00.000Z'),
        anEnding('one.1', '2026-10-01T20:00:05.000Z'),
        anOpening('one.2', '2026-11-22T21:00:00.000Z', exit),
        anEnding('one.2', '2026-11-22T21:00:05.000Z'),
        anOpening('one.3', '2026-11-30T20:00:00.000Z'),
        anEnding('one.3', '2026-11-30T20:00:05.000Z'),
      ),
    ).toEqual({
      from: '2026-11-01T12:00:00.000Z',
      until: now,
      rows: [
        {
          product,
          spans: [
            { ...span, from: '2026-10-01T20:00:00.000Z', to: '2026-11-22T21:00:05.000Z' },
            { ...span, from: '2026-11-30T20:00:00.000Z', to: null },
          ],
        },
      ],
    })
  })

  it('has one that an exit has not ended, and none that ended before', () => {
    expect(
      timeline(
        anOpening('one.1', '2026-10-01T20:00:00.000Z'),
        anOpening('one.2', '2026-10-01T21:00:00.000Z', exit),
        anEnding('one.2', '2026-10-01T21:00:05.000Z'),
        anOpening('one.3', '2026-11-30T20:00:00.000Z'),
        anOpening('one.4', '2026-11-30T21:00:00.000Z', exit),
        anEnding('one.4', '2026-11-30T21:00:05.000Z', { result: 'incomplete' }),
      ).rows,
    ).toEqual([{ product, spans: [{ ...span, from: '2026-11-30T20:00:00.000Z', to: null }] }])
  })
})
