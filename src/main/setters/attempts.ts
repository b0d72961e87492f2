import type { SetterProblem } from '../../shared/setter'

const first = 1000
const longest = 30_000

/** The most that jitter makes of a pause, and the least: many don't come at once. */
const jitter = { from: 0.75, to: 1.25 } as const

/**
 * Milliseconds from a failed attempt to the next one: 1 s, 2 s, 4 s and so on.
 * @param attempt that failed, counted from 1
 * @param random from 0 to 1
 */
export function pauseAfter(attempt: number, random: number): number {
  const pause = Math.min(longest, first * 2 ** (attempt - 1))
  return pause * (jitter.from + random * (jitter.to - jitter.from))
}

/** Milliseconds that so many attempts take at most, each with its time-out. */
export function longestOf(attempts: number, timeout: number): number {
  // Whatever an attempt has to do beside waiting: a second.
  let sum = attempts * (timeout + 1000)
  for (let attempt = 1; attempt < attempts; attempt++) sum += pauseAfter(attempt, 1)
  return sum
}

/** HTTP's own words for "later", beside 5xx: Request Timeout, Too Early, Too Many Requests. */
const later: readonly number[] = [408, 425, 429]

/**
 * Whether it may be otherwise a moment later. A redirect, a refusal or a configuration stays what it
 * is; and a login that is refused again and again locks an account.
 */
export function mayPass(problem: SetterProblem): boolean {
  switch (problem.code) {
    case 'source-unreachable':
    case 'source-timeout':
    case 'query-failed':
      return true
    case 'http-status':
      return problem.status >= 500 || later.includes(problem.status)
    case 'variable-unresolved':
    case 'secret-unreadable':
    case 'configuration-invalid':
    case 'source-untrusted':
    case 'source-denied':
    case 'answer-unusable':
      return false
  }
}
