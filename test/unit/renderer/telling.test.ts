import { describe, expect, it } from 'vitest'
import type { SetterProblem, Telling } from '../../../src/shared/setter'
import {
  graceLeftText,
  recordedTellingText,
  tellingPreviewText,
  tellingText,
  untoldText,
} from '../../../src/renderer/src/text/telling'

const to = 'http://shop.local/maintenance'
const telling: Telling = {
  state: 'telling',
  says: 'maintenance',
  to,
  attempt: 1,
  attempts: 3,
  until: null,
  problem: null,
}
const status: SetterProblem = { code: 'http-status', status: 503, location: null }

describe('Telling the product, in words', () => {
  it.each([
    [
      'Maintenance',
      15_000,
      `Tagout tells ${to} of the maintenance, and waits 15 s before it stops anything.`,
    ],
    ['Maintenance', 0, `Tagout tells ${to} of the maintenance before it stops anything.`],
    ['Normal', 0, `When everything is restored, Tagout tells ${to} that it is normal.`],
  ] as const)(
    'is announced before %s with a grace period of %s ms',
    (mode, gracePeriodMs, text) => {
      expect(tellingPreviewText(mode, { to, gracePeriodMs })).toBe(text)
    },
  )

  it.each<[Partial<Telling>, string]>([
    [{}, `Telling ${to} of the maintenance.`],
    [{ attempt: 2 }, `Telling ${to} of the maintenance: attempt 2 of 3.`],
    [
      { state: 'waiting', until: '2026-11-22T20:00:15.000Z' },
      `${to} was told of the maintenance. Nothing is stopped before its grace period ends.`,
    ],
    [{ state: 'told', says: 'normal' }, `${to} was told that it is normal.`],
    [{ state: 'failed' }, `${to} could not be told of the maintenance.`],
  ])('says how far it got: %o', (how, text) => {
    expect(tellingText({ ...telling, ...how })).toBe(text)
  })

  it.each([
    ['2026-11-22T20:00:00.000Z', '15 s'],
    ['2026-11-22T20:00:00.999Z', '15 s'],
    ['2026-11-22T20:00:14.500Z', '1 s'],
    ['2026-11-22T20:00:16.000Z', '0 s'],
  ])('counts the grace period down: at %s it is %s', (now, text) => {
    expect(graceLeftText('2026-11-22T20:00:15.000Z', Date.parse(now))).toBe(text)
  })

  it('that failed says why, what that means, and what to do', () => {
    expect(untoldText({ ...telling, state: 'failed', says: 'normal', problem: status })).toEqual({
      what: 'It answered with HTTP status 503. The product is in normal operation all the same; if it keeps a flag of its own, reset that by hand.',
      todo: 'Only an answer from 200 to 299 counts. Check the setter’s address, and what the product’s log says about it.',
      detail: null,
    })
  })

  it('that was given up has nothing to put right', () => {
    expect(untoldText({ ...telling, state: 'failed' })).toEqual({
      what: 'It was given up. The maintenance went on all the same.',
      todo: '',
      detail: null,
    })
  })

  it('is on record with what the system said', () => {
    const problem = { code: 'source-unreachable', detail: 'ECONNREFUSED' } as const

    expect(recordedTellingText({ ...telling, state: 'failed', problem })).toBe(
      `${to} could not be told of the maintenance. It could not be reached. ECONNREFUSED`,
    )
  })
})
