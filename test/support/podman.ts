import Docker from 'dockerode'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from './eventually'
import { killProcessesOf, removePodmanTracesOf, unmountAllUnder } from './leftovers'

/** A Podman of our own, as root: its API, and all that it has, in a folder of its own. */
export interface Podman {
  readonly socket: string
  readonly docker: Docker
  /** The API alone: containers run on, as they do where its service times out. */
  stop(): Promise<void>
  /** After `stop`. */
  start(): Promise<void>
  /**
   * As a reboot of the host: nothing runs any more, and then `podman-restart.service` starts what it
   * starts.
   */
  reboot(): Promise<void>
  /** Ends it and removes its containers, processes, mounts and folder. */
  cleanUp(): Promise<void>
}

export async function startPodman(): Promise<Podman> {
  const folder = await mkdtemp(join(shortTemporaryFolder(), 'tagout-podman-'))
  const socket = join(folder, 'podman.sock')
  const log = join(folder, 'podman.log')
  const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })
  const volatile = { runroot: join(folder, 'run'), tmpdir: join(folder, 'tmp') }
  const env = await surroundings(folder)
  let service: ChildProcess | null = null

  function podman(...command: readonly string[]): ChildProcess {
    const output = openSync(log, 'a')
    const child = spawn(
      endingWithUs,
      [
        ...['--pdeathsig', 'TERM', 'podman', '--root', join(folder, 'root')],
        ...['--runroot', volatile.runroot, '--tmpdir', volatile.tmpdir],
        ...['--storage-driver', 'vfs', '--cgroup-manager', 'cgroupfs', '--events-backend', 'file'],
        ...['--network-config-dir', join(folder, 'networks'), ...command],
      ],
      { stdio: ['ignore', output, output], env },
    )
    closeSync(output)
    return child
  }

  async function start(): Promise<void> {
    const started = podman('system', 'service', '--time', '0', `unix://${socket}`)
    service = started
    await eventually(
      async () => {
        if (hasEnded(started)) throw new Error(`podman ended:\n${endOf(log)}`)
        return docker.ping().then(
          () => true,
          () => null,
        )
      },
      { within: 60_000, what: 'podman answers' },
    )
  }

  async function stop(): Promise<void> {
    service?.kill('SIGTERM')
    if (service !== null && !hasEnded(service)) await once(service, 'exit')
    service = null
  }

  async function powerOff(): Promise<void> {
    await stop()
    await killProcessesOf(folder)
    await unmountAllUnder(folder)
    await removePodmanTracesOf(join(folder, 'root'))
  }

  await start().catch(async (error: unknown) => {
    await powerOff()
    await rm(folder, { recursive: true, force: true })
    throw error
  })
  return {
    socket,
    docker,
    start,
    stop,
    async reboot() {
      await powerOff()
      for (const lost of Object.values(volatile)) await rm(lost, { recursive: true, force: true })
      await start()
      const restarting = podman('start', '--all', '--filter', 'restart-policy=always')
      const [code] = (await once(restarting, 'exit')) as unknown[]
      if (code !== 0) throw new Error(`podman start ended with ${String(code)}:\n${endOf(log)}`)
    },
    async cleanUp() {
      await powerOff()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Podman leaves it to timers of systemd to check the health of containers. In their place: four times a
 * second for each, and never twice at once. Yields what ends it.
 */
export function beatHealth(socket: string): () => Promise<void> {
  const ending = new AbortController()
  const checking = new Map<string, Promise<void>>()
  const get = (path: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      request({ socketPath: socket, path, signal: ending.signal }, (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (body += chunk))
        response.on('error', reject)
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      })
        .on('error', reject)
        .end()
    })

  async function beat(): Promise<void> {
    // The containers that were seen to have no check: they never get one.
    const without = new Set<string>()
    while (!ending.signal.aborted) {
      const { body } = await get('/v4.0.0/libpod/containers/json')
      for (const [id = ''] of body.matchAll(/(?<="Id":")[\da-f]{64}/g)) {
        if (without.has(id) || checking.has(id)) continue
        const check = get(`/v4.0.0/libpod/containers/${id}/healthcheck`)
          .then(({ status, body: answer }) => {
            if (status === 409 && answer.includes('no defined healthcheck')) without.add(id)
          })
          .catch(() => undefined)
          .finally(() => checking.delete(id))
        checking.set(id, check)
      }
      await pause(250)
    }
  }

  const beating = beat().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error
  })
  return async () => {
    ending.abort()
    await beating
    await Promise.all(checking.values())
  }
}

/** Of util-linux: the service is told to end when whoever started it has ended, however that was. */
const endingWithUs = 'setpriv'

/**
 * Locks lie in the folder, since the usual place is one for all Podmans of a host. Limits are what a
 * container or a small machine may set.
 */
async function surroundings(folder: string): Promise<NodeJS.ProcessEnv> {
  const containers = join(folder, 'containers.conf')
  const storage = join(folder, 'storage.conf')
  await writeFile(
    containers,
    '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n' +
      '[engine]\nlock_type = "file"\n',
  )
  await writeFile(
    storage,
    `[storage]\ndriver = "vfs"\ngraphroot = "${folder}/root"\nrunroot = "${folder}/run"\n`,
  )
  return {
    ...process.env,
    CONTAINERS_CONF: containers,
    CONTAINERS_STORAGE_CONF: storage,
    TMPDIR: folder,
  }
}

/** The address of a Unix socket has 108 characters, and those of a container's conmon lie deep. */
function shortTemporaryFolder(): string {
  return tmpdir().length <= 40 ? tmpdir() : '/tmp'
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function endOf(log: string): string {
  return readFileSync(log, 'utf8').slice(-4000)
}
