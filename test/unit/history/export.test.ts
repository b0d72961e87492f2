import { describe, expect, it } from 'vitest'
import { historyAsCsv, historyAsJson } from '../../../src/main/history/export'
import { createLedger } from '../../../src/main/history/ledger'
import type { LedgerEntry } from '../../../src/main/history/ledger'
import type { HistoryRecord } from '../../../src/shared/history'
import { anEnding, anOpening, aRecordedContainer } from '../../support/history'

const at = '2026-11-22T20:00:00.000Z'
const later = '2026-11-22T20:00:05.000Z'

function entriesOf(...records: readonly HistoryRecord[]): readonly LedgerEntry[] {
  const ledger = createLedger()
  for (const record of records) ledger.add(record)
  return ledger.all()
}

/** By the header's names, what is not empty. */
function rows(csv: string): readonly Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = csv.trimEnd().split('\r\n')
  const names = header.split(',')
  return lines.map((line) =>
    Object.fromEntries<string>(
      line.split(',').flatMap((cell, index) => (cell === '' ? [] : [[names[index] ?? '', cell]])),
    ),
  )
}

describe('the history as CSV', () => {
  it('has a line for each container of each attempt at a change', () => {
    const web = aRecordedContainer('web', { killed: true, exitCode: 137 })
    const db = aRecordedContainer('db', {
      result: 'failed',
      problem: { code: 'engine-timeout', seconds: 5 },
    })
    const csv = historyAsCsv(
      entriesOf(
        anOpening('one.1', at),
        anEnding('one.1', later, { result: 'incomplete', containers: [web, db] }),
        anOpening('one.1', later),
      ),
    )

    const change = {
      kind: 'change',
      id: 'one.1',
      environment: 'default',
      product: 'Shop',
      version: '1.4.2',
      from: 'Normal',
      to: 'Maintenance',
      state: 'running',
      at,
      source: 'Manual',
      by: 'ada@desk',
      reason: 'Patch night',
      attemptBy: 'ada@desk',
    }
    const first = {
      ...change,
      attempt: '1',
      attemptState: 'incomplete',
      attemptStartedAt: at,
      attemptEndedAt: later,
      stack: 'shop',
      tookMs: '1500',
      steps: 'stop done',
    }
    expect(rows(csv)).toEqual([
      {
        ...first,
        container: 'shop-web-1',
        service: 'web',
        result: 'stopped',
        exitCode: '137',
        killed: 'yes',
      },
      {
        ...first,
        container: 'shop-db-1',
        service: 'db',
        result: 'failed',
        exitCode: '0',
        killed: 'no',
        problem: 'engine-timeout',
      },
      { ...change, attempt: '2', attemptState: 'running', attemptStartedAt: later },
    ])
  })

  it.each([
    ['=cmd()', "'=cmd()"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum', "'@sum"],
    ['a, "b"\nc', '"a, ""b""\nc"'],
  ])('writes the reason %j as %j, so that no spreadsheet runs it', (reason, cell) => {
    const trigger = { source: 'Manual', reason, by: 'ada@desk', at } as const

    const csv = historyAsCsv(entriesOf(anOpening('one.1', at, { trigger })))

    expect(csv).toContain(`,ada@desk,${cell},1,`)
  })

  it('has a header when there is nothing', () => {
    expect(historyAsCsv([]).split('\r\n')).toEqual([expect.stringMatching(/^kind,id,/), ''])
  })
})

describe('the history as JSON', () => {
  it('has all that is known of each entry', () => {
    const entries = entriesOf(anOpening('one.1', at), anEnding('one.1', later))

    expect(JSON.parse(historyAsJson(entries, later))).toEqual({
      version: 1,
      exportedAt: later,
      entries,
    })
  })
})
