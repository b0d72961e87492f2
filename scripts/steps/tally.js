/**
 * The numbers of a suite. Whatever isn't a test that passed counts as failed, for a test that
 * wasn't run has shown nothing.
 * @typedef {{ passed: number, failed: number, complaints: readonly string[] }} Tally
 */

/**
 * How a suite ended, and what its report says.
 * @typedef {{ code: number, overdue: boolean, report: string | undefined, output?: string }} Ending
 *   output: where it was not seen as it came
 */

/**
 * @typedef {{ passed: number, failed: number, skipped: number, flaky: number, broken: number }} Counts
 *   broken: what failed outside of tests, such as a file that could not be loaded
 */

/**
 * @param {Ending} ending
 * @param {(report: any) => Counts} read
 * @returns {Tally}
 */
export function tallyOf({ code, overdue, report }, read) {
  const ended = overdue ? ['it did not end in time, and was stopped'] : []
  const counts = countsIn(report, read)
  if (!counts) return failing([...ended, `it ended with exit code ${code} and without a report`])

  const { passed, failed, skipped, flaky, broken } = counts
  const complaints = [
    ...ended,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(flaky > 0 ? [`${flaky} passed only when tried again`] : []),
    ...(broken > 0 ? [`${broken} failed outside of tests`] : []),
    ...(passed + failed + skipped + flaky === 0 ? ['it ran no tests'] : []),
  ]
  const bad = failed + skipped + flaky + broken
  if (code !== 0 && bad === 0) complaints.push(`it ended with exit code ${code}`)
  return { passed, failed: Math.max(bad, complaints.length > 0 ? 1 : 0), complaints }
}

/**
 * A suite of which nothing is known but that it failed.
 * @param {readonly string[]} complaints
 * @returns {Tally}
 */
export function failing(complaints) {
  return { passed: 0, failed: 1, complaints }
}

/**
 * @param {string | undefined} report
 * @param {(report: any) => Counts} read
 */
function countsIn(report, read) {
  try {
    return report === undefined ? undefined : read(JSON.parse(report))
  } catch {
    return undefined
  }
}

/**
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report of
 *   Vitest's json reporter
 * @returns {Counts}
 */
export function vitestCounts({ testResults }) {
  const tests = testResults.flatMap((file) => file.assertionResults.map(({ status }) => status))
  const passed = tests.filter((status) => status === 'passed').length
  const failed = tests.filter((status) => status === 'failed').length
  const broken = testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  ).length
  return { passed, failed, skipped: tests.length - passed - failed, flaky: 0, broken }
}

/**
 * @param {{ stats: { expected: number, unexpected: number, skipped: number, flaky: number }, errors: unknown[] }} report
 *   of Playwright's json reporter
 * @returns {Counts}
 */
export function playwrightCounts({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected,
    skipped: stats.skipped,
    flaky: stats.flaky,
    broken: errors.length,
  }
}

/** @param {readonly Tally[]} tallies */
export function lastLine(tallies) {
  const sum = (/** @type {'passed' | 'failed'} */ what) =>
    tallies.reduce((total, tally) => total + tally[what], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed`
}
