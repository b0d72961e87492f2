import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from './eventually'

/** GNOME's keyring, unlocked, on a bus of its own. */
export interface Keyring {
  /** What its clients need. */
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** @param folder where its bus and its secrets lie */
export async function openKeyring(folder: string): Promise<Keyring> {
  const runtime = join(folder, 'runtime')
  await mkdir(runtime, { mode: 0o700, recursive: true })
  const bus = join(folder, 'bus')
  const env = {
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}`,
    XDG_RUNTIME_DIR: runtime,
  }
  const started: ChildProcess[] = []
  function start(...command: readonly string[]): ChildProcess {
    const child = spawn(endingWithUs, ['--pdeathsig', 'TERM', ...command], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, ...env, HOME: folder },
    })
    started.push(child)
    return child
  }
  const address = env.DBUS_SESSION_BUS_ADDRESS
  start('dbus-daemon', '--session', '--nofork', '--nopidfile', `--address=${address}`)
  await eventually(() => existsSync(bus) || null, { within: 20_000, what: 'its bus is there' })
  const daemon = ['--unlock', '--foreground', '--components=secrets']
  start('gnome-keyring-daemon', ...daemon).stdin?.end('a password\n')
  const control = join(runtime, 'keyring', 'control')
  await eventually(() => existsSync(control) || null, { within: 20_000, what: 'it is there' })
  return {
    env,
    close: async () => {
      for (const child of started.reverse()) {
        const ended = once(child, 'exit')
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill()
        await ended
      }
    },
  }
}

/** Of util-linux: told to end when whoever started it has ended, however that was. */
const endingWithUs = 'setpriv'
