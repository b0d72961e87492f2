import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { eventually } from './eventually'

/** A desktop's session: a bus of its own, and dunst on it, which shows notifications until they are closed. */
export interface DesktopBus {
  /** What its clients need. */
  readonly env: { readonly DBUS_SESSION_BUS_ADDRESS: string }
  /** How many notifications are on the screen. */
  readonly displayed: () => Promise<number>
  /** As a click on the newest one. */
  readonly click: () => Promise<void>
  /** What was told so far, oldest first; it takes all of it from the screen. */
  readonly told: () => Promise<readonly Told[]>
  readonly close: () => Promise<void>
}

interface Told {
  readonly app: string
  readonly title: string
  readonly body: string
}

export async function openDesktopBus(): Promise<DesktopBus> {
  const folder = await mkdtemp(join(tmpdir(), 'tagout-bus-'))
  const config = join(folder, 'dunstrc')
  await writeFile(config, '[urgency_normal]\ntimeout = 0\n')
  const address = `unix:path=${join(folder, 'bus')}`
  const env = { DBUS_SESSION_BUS_ADDRESS: address }
  const started: ChildProcess[] = []

  function start(...command: readonly string[]): void {
    const options = ['--pdeathsig', 'TERM', ...command]
    started.push(spawn(endingWithUs, options, { stdio: 'ignore', env: { ...process.env, ...env } }))
  }

  async function dunstctl(...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('dunstctl', args, {
      env: { ...process.env, ...env },
    })
    return stdout.trim()
  }

  start('dbus-daemon', '--session', '--nofork', '--nopidfile', `--address=${address}`)
  start('dunst', '-config', config)
  const what = 'dunst answers on its bus'
  await eventually(() => dunstctl('is-paused').catch(() => null), { within: 20_000, what })

  return {
    env,
    displayed: async () => Number(await dunstctl('count', 'displayed')),
    click: async () => {
      await dunstctl('action', '0')
    },
    told: async () => {
      await dunstctl('close-all')
      const { data } = history.parse(JSON.parse(await dunstctl('history')))
      return data
        .flat()
        .map(({ appname, summary, body }) => ({
          app: appname.data,
          title: summary.data,
          body: body.data,
        }))
        .reverse()
    },
    close: async () => {
      for (const process of started.reverse()) {
        const ended = once(process, 'exit')
        if (process.exitCode === null && process.signalCode === null) {
          process.kill()
          await ended
        }
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Of util-linux: told to end when whoever started it has ended, however that was. */
const endingWithUs = 'setpriv'

const text = z.object({ data: z.string() })
const history = z.object({
  data: z.array(z.array(z.object({ appname: text, summary: text, body: text }))),
})
