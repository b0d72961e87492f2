import { _electron } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { eventually } from '../support/eventually'

/** A running Tagout: the real one, on the real Electron. */
export interface Tagout {
  readonly app: ElectronApplication
  readonly page: Page
  isRunning(): boolean
  /** As the power cut does it: SIGKILL, and yields when it is gone. */
  kill(): Promise<void>
  close(): Promise<void>
}

export interface Launch {
  /** The profile's folder. */
  readonly profile: string
  /** Where Docker is, as everywhere; what is not named is not set. */
  readonly env?: Readonly<Record<string, string>>
  /** By default the runtime that `npm run electron-path` prints. */
  readonly executable?: string
  /** The folder that is opened; by default this checkout. */
  readonly app?: string
  /** More on its command line. */
  readonly args?: readonly string[]
  /** Chromium's own sandbox, which it refuses to root. */
  readonly chromiumSandbox?: boolean
}

const checkout = resolve(import.meta.dirname, '../..')

/** Starts it with a profile and a home directory of its own, and yields when its page is there. */
export async function launchTagout(launch: Launch): Promise<Tagout> {
  const { profile, env = {}, executable = runtime(), chromiumSandbox = false } = launch
  const folder = launch.app ?? checkout
  const home = join(profile, 'home')
  mkdirSync(home, { recursive: true })
  chmodSync(home, 0o777)
  const app = await _electron.launch({
    executablePath: executable,
    args: [folder, `--user-data-dir=${profile}`, ...(launch.args ?? [])],
    chromiumSandbox,
    env: { ...inherited(), ...withoutBus, HOME: home, ...env },
  })
  const page = await app.firstWindow()
  await page.waitForSelector('h1')
  const process = app.process()
  return {
    app,
    page,
    isRunning: () => process.exitCode === null && process.signalCode === null,
    async kill() {
      const ended = once(process, 'exit')
      process.kill('SIGKILL')
      await ended
      await lastOf(home)
    },
    async close() {
      await app.close()
      await lastOf(home)
    },
  }
}

/** Chromium's other processes end a moment later, and write into the profile until they do. */
async function lastOf(home: string): Promise<void> {
  await eventually(() => (processesAt(home) === 0 ? true : null), {
    within: 30_000,
    what: 'all processes of the app are gone',
  })
}

function processesAt(home: string): number {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && isAt(entry, home)).length
}

/** One that has ended, and that nobody has asked about yet, has no environment. */
function isAt(pid: string, home: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HOME=${home}\0`)
  } catch {
    return false
  }
}

function runtime(): string {
  const path = process.env.TAGOUT_ELECTRON
  if (!path) throw new Error('TAGOUT_ELECTRON names no executable: run `npm test e2e`')
  return path
}

/** Notifications of the tests are nothing for the desktop of whoever runs them. */
const withoutBus = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }

/** Without what says where Docker is on the machine of whoever runs the tests. */
function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('DOCKER_'))
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
