import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { resolve } from 'node:path'
import { eventually } from '../support/eventually'
import { test as base } from './fixtures'

/** Tagout without a window and without an X server, as a plain process. */
export interface Serving {
  readonly pid: number
  /** What it said so far, on stdout and stderr. */
  said(): string
  /** Waits until it has said that. */
  says(what: RegExp): Promise<void>
  signal(signal: NodeJS.Signals): void
  /** Waits for its end, and yields its exit code as a shell has it. */
  ended(): Promise<number>
  isRunning(): boolean
  readonly process: ChildProcess
}

interface ServingLaunch {
  readonly profile: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const checkout = resolve(import.meta.dirname, '../..')

/** Chromium ends itself by this where it misses an X server. */
const withoutDisplay = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined }

export function startServing({ profile, args = ['--serve'], env = {} }: ServingLaunch): Serving {
  const child = spawn(
    process.env.TAGOUT_ELECTRON ?? '',
    ['--no-sandbox', checkout, `--user-data-dir=${profile}`, ...args],
    { env: { ...process.env, ...withoutDisplay, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const output: string[] = []
  const keep = (text: string): void => void output.push(text)
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  const end = once(child, 'exit')
  const said = (): string => output.join('')
  return {
    process: child,
    pid: child.pid ?? 0,
    said,
    says: async (what) => {
      await eventually(() => (what.test(said()) ? true : null), {
        within: 60_000,
        what: `it says ${String(what)}, having said: ${said()}`,
      })
    },
    signal: (signal) => void child.kill(signal),
    ended: async () => {
      await end
      return child.exitCode ?? 128 + constants.signals[child.signalCode ?? 'SIGKILL']
    },
    isRunning: () => child.exitCode === null && child.signalCode === null,
  }
}

/** Starts Tagout without a window on the test's daemon; what still runs at the end is ended. */
export const test = base.extend<{
  serve: (launch?: Partial<ServingLaunch>) => Promise<Serving>
}>({
  serve: async ({ dockerd, folder }, use) => {
    const started: Serving[] = []
    await use(async (launch = {}) => {
      const serving = startServing({
        profile: launch.profile ?? (await folder()),
        ...launch,
        env: { DOCKER_HOST: `unix://${dockerd.socket}`, ...launch.env },
      })
      started.push(serving)
      return serving
    })
    for (const serving of started.filter((each) => each.isRunning())) {
      serving.signal('SIGTERM')
      await serving.ended()
    }
  },
})
