import { describe, expect, it } from 'vitest'
import { longestOf, mayPass, pauseAfter } from '../../../src/main/setters/attempts'
import type { SetterProblem } from '../../../src/shared/setter'

describe('The pause after a failed attempt', () => {
  it('doubles, and ends at half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 10].map((attempt) => pauseAfter(attempt, 0.5))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ])
  })

  it('has jitter of a quarter', () => {
    expect([0, 1].map((random) => pauseAfter(1, random))).toEqual([750, 1250])
  })
})

describe('The longest that it takes', () => {
  it.each([
    [1, 10_000, 11_000],
    [3, 10_000, 33_000 + 1250 + 2500],
  ])('of %s attempts with a time-out of %s ms is %s ms', (attempts, timeout, milliseconds) => {
    expect(longestOf(attempts, timeout)).toBe(milliseconds)
  })
})

describe('What may pass', () => {
  const status = (code: number): SetterProblem => ({
    code: 'http-status',
    status: code,
    location: null,
  })
  const detail = 'what the system said'

  it.each<[string, SetterProblem, boolean]>([
    ['a connection that is not had', { code: 'source-unreachable', detail }, true],
    ['a time-out', { code: 'source-timeout', seconds: 10 }, true],
    ['a query that failed', { code: 'query-failed', detail }, true],
    ['500', status(500), true],
    ['503', status(503), true],
    ['408', status(408), true],
    ['425', status(425), true],
    ['429', status(429), true],
    ['a redirect', status(302), false],
    ['400', status(400), false],
    ['401', status(401), false],
    ['404', status(404), false],
    ['a variable that is not there', { code: 'variable-unresolved', name: 'A' }, false],
    ['a secret that can not be opened', { code: 'secret-unreadable', name: 'A' }, false],
    [
      'a configuration that is wrong',
      { code: 'configuration-invalid', field: 'url', detail },
      false,
    ],
    ['a certificate that is not trusted', { code: 'source-untrusted', detail }, false],
    ['a login that is refused', { code: 'source-denied', detail }, false],
    ['an answer that is none', { code: 'answer-unusable', detail }, false],
  ])('%s', (_, problem, expected) => {
    expect(mayPass(problem)).toBe(expected)
  })
})
