/**
 * `npm test [unit] [sources] [podman] [engine] [chaos] [e2e] [-- arguments for them]`: runs every suite, or those
 * named, from a fresh checkout on. The last line says how many tests passed and how many did not.
 */
import path from 'node:path'
import { constants } from 'node:os'
import { electronRuntime } from './electron-runtime.js'
import { buildIfStale } from './steps/app-build.js'
import { npmPackages } from './steps/npm-packages.js'
import { createOwnFolder, endProcessesOf, removeOwnFolder } from './steps/own-folder.js'
import { Failure, main, say } from './steps/report.js'
import { isRoot } from './steps/run.js'
import { runSuite, suites } from './steps/suites.js'
import { needs, systemPackages } from './steps/system-packages.js'
import { failing, lastLine, tallyOf } from './steps/tally.js'
import { openVirtualDisplay } from './steps/virtual-display.js'

/** @typedef {import('./steps/suites.js').SuiteName} SuiteName */

const all = /** @type {SuiteName[]} */ (Object.keys(suites))

await main(async () => {
  const { names, args } = askedFor(process.argv.slice(2))
  const { obstacles, electron } = await prepare(names)

  const interruption = interruptible()
  /** @type {Map<SuiteName, import('./steps/tally.js').Tally>} */
  const tallies = new Map()
  /** @type {Map<SuiteName, Promise<void>>} */
  const running = new Map()
  const [seen = [], ...others] = lanesOf(names)
  await Promise.all([tallyEach(seen, false), ...others.map((lane) => tallyEach(lane, true))])

  for (const name of names) {
    const { passed, failed, complaints } = tallyFor(name)
    say(`${name}: ${passed} passed, ${failed} failed`)
    for (const complaint of complaints) say(`  FAILED: ${complaint.replaceAll('\n', '\n  ')}`)
  }
  process.stdout.write(`${lastLine(names.map(tallyFor))}\n`)
  if (interruption.signal.aborted) return 128 + interruption.number()
  return names.map(tallyFor).every(({ failed }) => failed === 0) ? 0 : 1

  /** @param {SuiteName} name */
  function tallyFor(name) {
    return tallies.get(name) ?? failing(['it was not run'])
  }

  /**
   * One after the other.
   * @param {readonly SuiteName[]} lane
   * @param {boolean} later whether what a suite says is seen when it has ended
   */
  async function tallyEach(lane, later) {
    for (const name of lane) {
      const ended = tally(name, later)
      running.set(name, ended)
      await ended
    }
  }

  /**
   * @param {SuiteName} name
   * @param {boolean} later
   */
  async function tally(name, later) {
    if (name === 'e2e') await running.get('engine')
    const obstacle = interruption.signal.aborted ? 'interrupted' : obstacles.get(name)
    const folder = createOwnFolder()
    try {
      const run = obstacle ? failing([obstacle]) : tallied(name, folder, later)
      tallies.set(name, await Promise.resolve(run).catch(failingFor))
    } finally {
      await removeOwnFolder(folder)
    }
  }

  /**
   * @param {SuiteName} name
   * @param {string} folder
   * @param {boolean} later
   */
  async function tallied(name, folder, later) {
    if (!later) say(`\n${name}`)
    const displays = await Promise.all(
      Array.from({ length: suites[name].displays }, () => openVirtualDisplay({ guarded: false })),
    )
    const ending = await runSuite(suites[name], {
      report: path.join(folder, `${name}.json`),
      args,
      env: {
        ...process.env,
        // The windows of tests are not for the display of whoever runs them.
        DISPLAY: undefined,
        WAYLAND_DISPLAY: undefined,
        XAUTHORITY: undefined,
        TAGOUT_TEST_DISPLAYS: displays.map(({ env }) => env.DISPLAY).join(' '),
        ...electron,
        TMPDIR: folder,
      },
      output: later ? path.join(folder, `${name}.txt`) : undefined,
      interrupted: interruption.signal,
    })
    if (ending.output !== undefined) say(`\n${name}\n${ending.output}`)
    for (const left of await endProcessesOf(folder)) say(`Left behind, and ended: ${left}`)
    await Promise.all(displays.map((display) => display.close()))
    return tallyOf(ending, suites[name].read)
  }
})

/** @param {readonly string[]} given */
function askedFor(given) {
  const end = given.indexOf('--')
  const names = end < 0 ? given : given.slice(0, end)
  const unknown = names.filter((name) => !all.some((suite) => suite === name))
  if (unknown.length > 0) {
    throw new Failure(`Not a test suite: ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
  }
  return {
    names: all.filter((suite) => names.length === 0 || names.includes(suite)),
    args: end < 0 ? [] : given.slice(end + 1),
  }
}

/**
 * What runs side by side: the second lane waits more than it works. Each suite has daemons of its
 * own, but a swarm's ports and networks are the host's: the engine's tests and those end to end
 * are never together.
 * @param {readonly SuiteName[]} names
 */
function lanesOf(names) {
  const waiting = names.filter((name) => name === 'engine' || name === 'chaos')
  const working = names.filter((name) => !waiting.includes(name))
  return [working, waiting].filter((lane) => lane.length > 0)
}

/** @param {unknown} cause */
function failingFor(cause) {
  if (!(cause instanceof Failure)) throw cause
  return failing([cause.message])
}

/**
 * Makes ready what the suites need. What can't be had is an obstacle to those that need it, and to
 * no others.
 * @param {readonly SuiteName[]} names
 */
async function prepare(names) {
  /** @type {Map<SuiteName, string>} */
  const obstacles = new Map()
  /** @type {{ TAGOUT_ELECTRON?: string }} */
  const electron = {}
  /**
   * @param {readonly SuiteName[]} concerned
   * @param {() => Promise<unknown>} work
   */
  const ready = async (concerned, work) => {
    const open = concerned.filter((name) => names.includes(name) && !obstacles.has(name))
    if (open.length === 0) return
    try {
      await work()
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause
      for (const name of open) obstacles.set(name, cause.message)
    }
  }
  await ready(['podman', 'engine', 'chaos', 'e2e'], async () => requireRoot())
  await ready(['sources'], () => systemPackages(needs.sourcesTests))
  await ready(['podman'], () => systemPackages(needs.podmanTests))
  await ready(['engine', 'chaos'], () => systemPackages(needs.engineTests))
  await ready(['e2e'], () => systemPackages(needs.tests))
  await ready(all, () => npmPackages())
  await ready(['e2e'], async () => (electron.TAGOUT_ELECTRON = (await electronRuntime()).path))
  await ready(['e2e'], () => buildIfStale())
  return { obstacles, electron }
}

function requireRoot() {
  if (isRoot()) return
  throw new Failure(
    'It starts a Docker daemon of its own, which takes root. Run `sudo npm test` for it, or `npm test unit` without it.',
  )
}

/** Until now a signal has ended this process; from now on it ends what runs, and cleans up. */
function interruptible() {
  const interruption = new AbortController()
  let number = 0
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => {
      number ||= constants.signals[name]
      interruption.abort()
    })
  }
  return { signal: interruption.signal, number: () => number }
}
