import { describe, expect, it } from 'vitest'
import { environmentId, productDeploymentId } from '../../../src/shared/ids'
import {
  historyParameters,
  historyViewFrom,
  noHistoryFilter,
} from '../../../src/renderer/src/store/history'
import type { HistoryView } from '../../../src/renderer/src/store/history'
import { stepsText, sumsText } from '../../../src/renderer/src/text/history'
import { createLedger, listed } from '../../../src/main/history/ledger'
import { anEnding, anOpening, aRecordedContainer } from '../../support/history'

const narrowed: HistoryView = {
  filter: {
    product: {
      environmentId: environmentId.parse('default'),
      productDeploymentId: productDeploymentId.parse('shop'),
    },
    kind: 'drift',
    search: 'patch & night',
  },
  page: 3,
}

describe('what is shown of the history', () => {
  it.each([narrowed, { filter: noHistoryFilter, page: 1 }])(
    'is found again in the address',
    (view) => {
      expect(historyViewFrom(historyParameters(view))).toEqual(view)
    },
  )

  it.each(['product=shop', 'product=../x', 'kind=none', 'page=-1', 'page=x'])(
    'is all of it where the address says %s',
    (address) => {
      expect(historyViewFrom(new URLSearchParams(address))).toEqual({
        filter: noHistoryFilter,
        page: 1,
      })
    },
  )
})

describe('a change in the history', () => {
  it('says how many containers it had, and which of them went wrong', () => {
    const ledger = createLedger()
    ledger.add(anOpening('one.1', '2026-11-22T20:00:00.000Z'))
    ledger.add(
      anEnding('one.1', '2026-11-22T20:00:05.000Z', {
        containers: [
          aRecordedContainer('web', { killed: true }),
          aRecordedContainer('db', { result: 'failed' }),
        ],
      }),
    )

    expect(ledger.all().map(listed).map(sumsText)).toEqual(['2 containers, 1 failed, 1 killed'])
  })

  it('says of each step how long it took and whether it succeeded, also of one that is not known here', () => {
    const startedAt = '2026-11-22T20:00:00.000Z'
    const done = { state: 'done', startedAt, tookMs: 1500, problem: null } as const

    expect(
      stepsText([
        { ...done, action: 'stop' },
        { ...done, action: 'hold', state: 'not-begun', tookMs: null },
        { ...done, action: 'teleport', state: 'failed' },
      ]),
    ).toBe('stop 1.5 s, held from restarting (not begun), teleport 1.5 s (failed)')
  })
})
