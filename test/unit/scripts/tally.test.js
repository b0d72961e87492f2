import { describe, expect, it } from 'vitest'
import {
  failing,
  lastLine,
  playwrightCounts,
  tallyOf,
  vitestCounts,
} from '../../../scripts/steps/tally.js'

const file = (status, ...tests) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
})
const vitest = (code, ...testResults) =>
  tallyOf({ code, overdue: false, report: JSON.stringify({ testResults }) }, vitestCounts)
const playwright = (code, stats, errors = []) => {
  const all = { expected: 0, unexpected: 0, skipped: 0, flaky: 0, ...stats }
  const report = JSON.stringify({ stats: all, errors })
  return tallyOf({ code, overdue: false, report }, playwrightCounts)
}

describe('a suite of Vitest', () => {
  it('passes when every test did', () => {
    expect(vitest(0, file('passed', 'passed', 'passed'))).toEqual({
      passed: 2,
      failed: 0,
      complaints: [],
    })
  })

  it('counts what failed, was skipped or is to be written as failed', () => {
    const counted = vitest(1, file('failed', 'passed', 'failed', 'skipped', 'todo', 'pending'))

    expect(counted).toEqual({ passed: 1, failed: 4, complaints: ['3 skipped'] })
  })

  it('counts a file that could not be loaded', () => {
    expect(vitest(1, file('passed', 'passed'), file('failed'))).toEqual({
      passed: 1,
      failed: 1,
      complaints: ['1 failed outside of tests'],
    })
  })

  it('fails on an error that no test is to blame for', () => {
    expect(vitest(1, file('passed', 'passed'))).toEqual({
      passed: 1,
      failed: 1,
      complaints: ['it ended with exit code 1'],
    })
  })

  it('fails when it ran nothing', () => {
    expect(vitest(0)).toEqual({ passed: 0, failed: 1, complaints: ['it ran no tests'] })
  })
})

describe('a suite of Playwright', () => {
  it('passes when every test did', () => {
    expect(playwright(0, { expected: 3 })).toEqual({ passed: 3, failed: 0, complaints: [] })
  })

  it('counts what failed, was skipped or passed only at a second try as failed', () => {
    expect(playwright(1, { expected: 1, unexpected: 2, skipped: 3, flaky: 4 })).toEqual({
      passed: 1,
      failed: 9,
      complaints: ['3 skipped', '4 passed only when tried again'],
    })
  })

  it('counts an error outside of tests', () => {
    expect(playwright(1, { expected: 1 }, [{}])).toEqual({
      passed: 1,
      failed: 1,
      complaints: ['1 failed outside of tests'],
    })
  })
})

describe('a suite that crashed', () => {
  it.each([
    ['no report', undefined],
    ['half a report', '{"testResults": ['],
    ['a report of something else', '{}'],
  ])('fails with %s', (_, report) => {
    expect(tallyOf({ code: 139, overdue: false, report }, vitestCounts)).toEqual(
      failing(['it ended with exit code 139 and without a report']),
    )
  })

  it('fails when it was stopped, however good its report', () => {
    const report = JSON.stringify({ testResults: [file('passed', 'passed')] })

    expect(tallyOf({ code: 0, overdue: true, report }, vitestCounts)).toEqual({
      passed: 1,
      failed: 1,
      complaints: ['it did not end in time, and was stopped'],
    })
  })
})

it('sums all suites up in the last line', () => {
  expect(lastLine([vitest(0, file('passed', 'passed')), failing(['no report'])])).toBe(
    '1 passed, 1 failed',
  )
})
