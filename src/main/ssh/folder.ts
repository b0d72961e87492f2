import { rmSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { remoteSocketPath } from '../../shared/ssh-target'

/** Where both ends of a tunnel on this machine lie: its owner alone gets in. */
export interface TunnelFolder {
  /** Through which the running `ssh` is told things. */
  readonly control: string
  /** The engine's, as it were. */
  readonly socket: string
  remove(): Promise<void>
}

const prefix = 'tagout-ssh-'
const open = new Set<string>()
let isWatched = false

export async function makeTunnelFolder(): Promise<TunnelFolder> {
  if (!isWatched) {
    isWatched = true
    process.once('exit', () => {
      for (const folder of open) rmSync(folder, { recursive: true, force: true })
    })
  }
  // mkdtemp gives it to its owner alone (0700).
  const folder = await mkdtemp(join(base(), `${prefix}${process.pid}-`))
  open.add(folder)
  return {
    control: join(folder, 'c'),
    socket: join(folder, 's'),
    remove: async () => {
      await rm(folder, { recursive: true, force: true })
      open.delete(folder)
    },
  }
}

/** Removes the folders of those that were killed: their process has gone, and no `ssh` listens. */
export async function sweepTunnelFolders(): Promise<void> {
  const names = await readdir(base()).catch(() => [])
  await Promise.all(
    names.map(async (name) => {
      const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
      if (pid === undefined || isRunning(Number(pid))) return
      const folder = join(base(), name)
      if (await listens(join(folder, 'c'))) return
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
    }),
  )
}

/**
 * The path of a socket has 104 characters on macOS, 108 on Linux, and `ssh` adds 17 to that of its
 * own while it makes it.
 */
function base(): string {
  const runtime = process.env.XDG_RUNTIME_DIR ?? ''
  const fits = (folder: string): boolean =>
    folder.length <= 50 && remoteSocketPath.safeParse(folder).success
  return [runtime, tmpdir()].find(fits) ?? '/tmp'
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

function listens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
