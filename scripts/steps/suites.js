import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { checkout } from './checkout.js'
import { exitCode } from './run.js'
import { playwrightCounts, vitestCounts } from './tally.js'

const vitest = path.join(checkout, 'node_modules', 'vitest', 'vitest.mjs')
const playwright = path.join(checkout, 'node_modules', '@playwright', 'test', 'cli.js')

/**
 * @typedef {object} Suite
 * @property {(report: string) => readonly string[]} args for Node; they make it write its report there
 * @property {(report: any) => import('./tally.js').Counts} read
 * @property {number} minutes after which it is taken to hang
 * @property {number} displays how many it takes
 */

export const suites = {
  unit: vitestProjects(['unit'], 10),
  sources: vitestProjects(['sources'], 15),
  podman: vitestProjects(['podman'], 20),
  engine: vitestProjects(
    ['engine', ...(process.env.TAGOUT_TEST_DOCKERD ? ['newer-engine'] : [])],
    45,
  ),
  chaos: vitestProjects(['chaos'], process.env.TAGOUT_CHAOS === 'long' ? 300 : 30),
  e2e: {
    args: () => [playwright, 'test', '--reporter=list,json', '--forbid-only'],
    read: playwrightCounts,
    minutes: 60,
    // One for each of Playwright's workers (playwright.config.ts).
    displays: 2,
  },
}

/** @typedef {keyof typeof suites} SuiteName */

/**
 * @param {readonly string[]} projects
 * @param {number} minutes
 * @returns {Suite}
 */
function vitestProjects(projects, minutes) {
  return {
    args: (report) => [
      ...[vitest, 'run', '--allowOnly=false'],
      ...projects.flatMap((project) => ['--project', project]),
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    read: vitestCounts,
    minutes,
    displays: 0,
  }
}

/**
 * Runs a suite to its end, in a process group of its own, so that an end of it is an end of all it
 * started there.
 * @param {Suite} suite
 * @param {object} how
 * @param {string} how.report where it writes its report
 * @param {readonly string[]} how.args more for it
 * @param {NodeJS.ProcessEnv} how.env
 * @param {string} [how.output] a file for what it says; by default that is seen as it comes
 * @param {AbortSignal} how.interrupted
 * @returns {Promise<import('./tally.js').Ending>}
 */
export function runSuite(suite, { report, args, env, output, interrupted }) {
  return new Promise((resolve, reject) => {
    const said = output === undefined ? 'inherit' : openSync(output, 'w')
    const child = spawn(process.execPath, [...suite.args(report), ...args], {
      cwd: checkout,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      stdio: ['ignore', said, said],
      detached: true,
    })
    let overdue = false
    /** @type {NodeJS.Timeout | undefined} */
    let last
    const end = () => {
      signalGroup(child, 'SIGTERM')
      last ??= setTimeout(() => signalGroup(child, 'SIGKILL'), 15_000)
    }
    const limit = setTimeout(() => {
      overdue = true
      end()
    }, suite.minutes * 60_000)
    interrupted.addEventListener('abort', end)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearTimeout(limit)
      clearTimeout(last)
      interrupted.removeEventListener('abort', end)
      if (said !== 'inherit') closeSync(said)
      const written = existsSync(report) ? readFileSync(report, 'utf8') : undefined
      resolve({
        code: exitCode(code, signal),
        overdue,
        report: written,
        output: output === undefined ? undefined : readFileSync(output, 'utf8'),
      })
    })
  })
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup({ pid }, signal) {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It is gone.
  }
}
