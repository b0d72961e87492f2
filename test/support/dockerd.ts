import Docker from 'dockerode'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { autopsy } from './death'
import { eventually } from './eventually'
import {
  endContainerdOf,
  killProcessesOf,
  removeTracesOf,
  thawContainersOf,
  unmountAllUnder,
} from './leftovers'

/**
 * A Docker daemon of our own, as root, without networks: `--network none` only. Its engine is the
 * system's dockerd, or the one that `TAGOUT_DOCKERD` names (with its containerd beside it, or in
 * `../bin`).
 *
 * One that ends without being asked to is told at once, with what it died of; what is asked of it
 * afterwards, and its clean-up, fail with that.
 */
export interface Dockerd {
  readonly socket: string
  readonly docker: Docker
  /** As an orderly shutdown of the host does it. */
  stop(): Promise<void>
  /** As a power cut does it: nothing of it runs on, and what lives in memory is gone. */
  kill(): Promise<void>
  /** The daemon alone: what runs in its containers runs on until it is back, and ends it. */
  crash(): Promise<void>
  /** After `stop`, `kill` or `crash`, or in place of `stop`. */
  start(): Promise<void>
  restart(): Promise<void>
  /** Ends it and removes its containers, processes, mounts and folder. */
  cleanUp(): Promise<void>
}

/** @param more options on its command line, e.g. another `-H` */
export function startDockerd(...more: readonly string[]): Promise<Dockerd> {
  return startDockerdOf({}, ...more)
}

interface Place {
  /** Of the engine; by default `TAGOUT_DOCKERD`'s, or the system's. */
  readonly binary?: string | undefined
  /** The name of the network namespace that it runs in; by default, ours. */
  readonly namespace?: string
}

export async function startDockerdOf(
  { binary = process.env.TAGOUT_DOCKERD, namespace }: Place,
  ...more: readonly string[]
): Promise<Dockerd> {
  const dockerdBinary = resolve(binary ?? '/usr/sbin/dockerd')
  const entering = namespace === undefined ? [] : ['nsenter', `--net=/run/netns/${namespace}`]
  const folder = await mkdtemp(join(shortTemporaryFolder(), 'tagout-dockerd-'))
  const socket = join(folder, 'docker.sock')
  const pidFile = join(folder, 'dockerd.pid')
  const execRoot = join(folder, 'run')
  const log = join(folder, 'dockerd.log')
  const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })
  /** As long as it is to run. */
  let daemon: ChildProcess | null = null
  let death: string | null = null

  async function start(): Promise<void> {
    const output = openSync(log, 'a')
    daemon = spawn(
      endingWithUs,
      [
        ...['--pdeathsig', 'TERM', ...entering, dockerdBinary],
        ...['--data-root', join(folder, 'data'), '--exec-root', execRoot],
        ...['--pidfile', pidFile, '-H', `unix://${socket}`, '--storage-driver', 'vfs'],
        ...['--bridge=none', '--iptables=false', '--ip6tables=false', ...more],
      ],
      { stdio: ['ignore', output, output], env: surroundingsOf(dockerdBinary) },
    )
    closeSync(output)
    const started = daemon
    started.once('exit', () => {
      if (daemon !== started) return
      death = autopsy(started, log)
      process.stderr.write(`${death}\n`)
    })
    await eventually(
      async () => {
        unlessDead()
        return (await answers(docker)) ? true : null
      },
      { within: 60_000, what: 'dockerd answers' },
    )
  }

  async function stop(): Promise<void> {
    unlessDead()
    await end('SIGTERM')
    await eventually(() => (existsSync(pidFile) ? null : true), {
      within: 60_000,
      what: 'its pidfile is gone',
    })
  }

  async function crash(): Promise<void> {
    unlessDead()
    await end('SIGKILL')
    await endContainerdOf(execRoot)
  }

  async function kill(): Promise<void> {
    unlessDead()
    await end('SIGKILL')
    await clearAway()
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = daemon
    daemon = null
    ending?.kill(signal)
    if (ending !== null) await ended(ending)
  }

  function unlessDead(): void {
    if (death !== null) throw new Error(death)
  }

  async function clearAway(): Promise<void> {
    await thawContainersOf(execRoot)
    await killProcessesOf(execRoot)
    await unmountAllUnder(folder)
    await removeTracesOf(execRoot)
    await rm(execRoot, { recursive: true, force: true })
    await rm(pidFile, { force: true })
  }

  async function cleanUp(): Promise<void> {
    await end('SIGKILL')
    await clearAway()
    await rm(folder, { recursive: true, force: true })
    unlessDead()
  }

  await start().catch(async (error: unknown) => {
    await cleanUp()
    throw error
  })
  return {
    socket,
    docker,
    start,
    stop,
    kill,
    crash,
    async restart() {
      await stop()
      await start()
    },
    cleanUp,
  }
}

/** Of util-linux: the daemon is told to end when whoever started it has ended, however that was. */
const endingWithUs = 'setpriv'

function surroundingsOf(binary: string): NodeJS.ProcessEnv {
  const beside = dirname(binary)
  const path = [beside, join(beside, '../bin'), process.env.PATH].join(delimiter)
  return { ...process.env, PATH: path, DOCKER_HOST: undefined }
}

/** The address of a Unix socket has 108 characters, and containerd's lies some folders down. */
function shortTemporaryFolder(): string {
  return tmpdir().length <= 40 ? tmpdir() : '/tmp'
}

async function answers(docker: Docker): Promise<boolean> {
  return docker.ping().then(
    () => true,
    () => false,
  )
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
