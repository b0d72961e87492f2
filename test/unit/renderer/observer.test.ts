import { describe, expect, it } from 'vitest'
import { needsAttention } from '../../../src/renderer/src/store/overview'
import { troublesOf } from '../../../src/renderer/src/text/attention'
import {
  checkedText,
  observationText,
  observerWords,
  valueText,
} from '../../../src/renderer/src/text/observer'
import { agoText, timeText, untilText } from '../../../src/renderer/src/text/time'
import type { ObservationProblem, ObserverStatus } from '../../../src/shared/observer'
import { aListed, aFailingObserver, anObserver } from './fixtures'

const problems: readonly ObservationProblem[] = [
  { code: 'variable-unresolved', name: 'ERP_KEY' },
  { code: 'secret-unreadable', name: 'ERP_KEY' },
  { code: 'configuration-invalid', field: 'url', detail: 'no address' },
  { code: 'source-unreachable', detail: 'ECONNREFUSED' },
  { code: 'source-timeout', seconds: 0.5 },
  { code: 'source-untrusted', detail: 'SELF_SIGNED' },
  { code: 'source-denied', detail: 'password' },
  { code: 'http-status', status: 503, location: null },
  { code: 'http-status', status: 302, location: 'https://erp.local/login' },
  { code: 'answer-unusable', detail: 'HTML' },
  { code: 'value-missing', detail: '$.mode' },
  { code: 'value-unexpected', value: 'perhaps' },
  { code: 'query-failed', detail: 'no such table' },
]

describe('an observer', () => {
  it.each<[string, Partial<ObserverStatus>, string]>([
    ['that says normal', {}, 'Says normal'],
    ['that fails', aFailingObserver(), 'Can’t tell'],
    ['that was never checked', { lastCheck: null }, 'Not checked yet'],
    ['that is switched off', { enabled: false }, 'Switched off'],
    [
      'that says maintenance',
      { lastCheck: { at: '', reading: { says: 'maintenance', value: '1' } } },
      'Says maintenance',
    ],
  ])('%s is told in words: %j', (_which, over, words) => {
    expect(observerWords(anObserver(over)).text).toBe(words)
  })

  it('that fails, or is refused, needs attention, and says why', () => {
    const since = timeText('2026-11-22T19:30:00Z')
    const refused = anObserver({ refused: { code: 'environment-offline' } })

    expect(troublesOf(aListed('shop', { observer: aFailingObserver() }))).toEqual([
      `Its observer can’t tell, since ${since}: It did not answer within 10 s.`,
    ])
    expect(troublesOf(aListed('shop', { observer: refused }))).toEqual([
      expect.stringMatching(/^What its observer says could not be done: /),
    ])
    expect(
      [aFailingObserver(), refused, aFailingObserver({ enabled: false }), anObserver(), null].map(
        (observer) => needsAttention(aListed('shop', { observer })),
      ),
    ).toEqual([true, true, false, false, false])
  })

  it('tells what a check that was asked for has come to', () => {
    expect([checkedText(anObserver()), checkedText(aFailingObserver())]).toEqual([
      'Checked. “false”: says normal.',
      'Checked. The observer can’t tell: It did not answer within 10 s.',
    ])
  })

  it.each(problems.map((problem) => [problem]))(
    'that can’t tell says what happened and what to do: %j',
    (problem) => {
      const { what, todo } = observationText(problem)

      expect([what, todo].map((sentence) => /^[A-Z].*\.$/.test(sentence))).toEqual([true, true])
    },
  )

  it('cuts a value that is too long to be shown', () => {
    expect(valueText('x'.repeat(300))).toBe(`“${'x'.repeat(200)}…”`)
  })
})

describe('the time of a check', () => {
  const now = Date.parse('2026-11-22T20:00:00Z')
  const at = (seconds: number): string => new Date(now + seconds * 1000).toISOString()

  it('is told from now, within an hour', () => {
    expect([0, -12, -125].map((seconds) => agoText(at(seconds), now))).toEqual([
      'just now',
      '12 s ago',
      '2 min 5 s ago',
    ])
    expect([-3, 0, 12].map((seconds) => untilText(at(seconds), now))).toEqual([
      'now',
      'now',
      'in 12 s',
    ])
  })

  it('is told as it is beyond', () => {
    expect([agoText(at(-7200), now), untilText(at(7200), now), agoText('soon', now)]).toEqual([
      timeText(at(-7200), now),
      timeText(at(7200), now),
      'soon',
    ])
  })
})
