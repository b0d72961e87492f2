import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

/** What is started. */
export interface App {
  readonly name: string
  /** With its package.json. */
  readonly folder: string
  /** The same at each start, as a user has it. */
  readonly profile: string
  readonly dockerHost: string
  /** Its start is over when all of this was told. */
  readonly tells: readonly string[]
}

/** Milliseconds from the spawn, by what happened. */
export type Times = Readonly<Record<string, number>>

const told = z.object({ name: z.string(), at: z.number() })
/**
 * Where there is no graphics card, Chromium's process for it fails, and how long both apps wait for that
 * is chance: `TAGOUT_BENCH_SWITCHES=--disable-gpu` leaves it out.
 */
const switches = ['--no-sandbox', ...(process.env.TAGOUT_BENCH_SWITCHES?.split(' ') ?? [])]
const probe = join(import.meta.dirname, 'probe.cjs')

/** Starts it once, and ends it. */
export async function start(app: App): Promise<Times> {
  const home = join(app.profile, 'home')
  await mkdir(home, { recursive: true })
  const args = [...switches, '-r', probe, app.folder, `--user-data-dir=${app.profile}`]
  const env = { ...process.env, ...withoutBus, HOME: home, DOCKER_HOST: app.dockerHost }
  const times: Record<string, number> = {}

  const began = Date.now()
  const child = spawn(runtime(), args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(child, 'exit')
  const overdue = setTimeout(() => child.kill('SIGKILL'), 60_000)
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('probe ')) continue
    const { name, at } = told.parse(JSON.parse(line.slice('probe '.length)))
    times[name] ??= at - began
    if (!app.tells.every((each) => each in times)) continue
    // Chromium writes down what it has compiled, for the next start.
    await pause(1000)
    child.kill('SIGTERM')
    break
  }
  child.stdout.resume()
  await ended
  clearTimeout(overdue)
  const missing = app.tells.filter((each) => !(each in times))
  if (missing.length > 0) throw new Error(`${app.name} has not told of: ${missing.join(', ')}`)
  return times
}

const withoutBus = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }

function runtime(): string {
  const path = process.env.TAGOUT_ELECTRON
  if (!path) throw new Error('TAGOUT_ELECTRON names no executable: use `npm run bench:start`')
  return path
}
