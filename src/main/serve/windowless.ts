import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { constants } from 'node:os'

/**
 * What Chromium needs to run without an X server, to start no process for pictures, and to keep
 * what it misses there to itself. It reads these before any JavaScript runs.
 */
const switches = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3']

/** Tells the inner Tagout that the outer one holds the other end of this descriptor. */
const keptBy = '--kept-by-descriptor=3'

/** On Linux, Chromium ends itself without an X server, unless its command line says otherwise. */
export function lacksSwitches(argv: readonly string[], platform: NodeJS.Platform): boolean {
  return platform === 'linux' && !argv.some((arg) => arg.startsWith('--ozone-platform='))
}

/**
 * Runs this very command line with the switches that are missing, to its end: yields its exit code.
 * Signals reach it, since this process has not come to Chromium yet, which would take them.
 */
export function runWithSwitches(argv: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const inner = spawn(process.execPath, [...switches, keptBy, ...argv.slice(1)], {
      stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => inner.kill(signal))
    }
    inner.once('error', reject)
    inner.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    )
  })
}

/** Calls back when the outer Tagout is gone, however it ended: its end of the pipe is closed then. */
export function whenKeeperIsGone(argv: readonly string[], gone: () => void): void {
  if (!argv.includes(keptBy)) return
  // A socket pair, as Node makes its pipes. Read as a file, it would hold a thread, and the end, up.
  new Socket({ fd: 3 }).on('error', gone).on('close', gone).resume().unref()
}
