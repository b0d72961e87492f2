import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FoundEnvironment, Reach } from '../../shared/environment-config'
import { contextNames, currentDaemon, daemonOfContext } from './docker-context'
import type { Surroundings } from './docker-context'

/**
 * The engines that this machine's files tell of, each address once: the current daemon, the Docker
 * contexts, the sockets that are there. Nothing is connected to.
 */
export async function discover(surroundings: Surroundings): Promise<readonly FoundEnvironment[]> {
  const current = await currentDaemon(surroundings)
  const { name, address } = current.ok ? current.value : current.problem
  const contexts = await Promise.all(
    (await contextNames(surroundings)).map((each) => contextAt(each, surroundings)),
  )
  const found: FoundEnvironment[] = [
    { name, address, reach: { kind: 'current' } },
    ...contexts,
    ...(await socketsOf(surroundings)),
  ]
  return found.filter(
    (each, index) =>
      !found
        .slice(0, index)
        .some((other) => other.address === each.address && other.address !== ''),
  )
}

async function contextAt(name: string, surroundings: Surroundings): Promise<FoundEnvironment> {
  const daemon = await daemonOfContext(name, surroundings)
  const { address } = daemon.ok ? daemon.value : daemon.problem
  return { name, address, reach: { kind: 'context', name } }
}

async function socketsOf(surroundings: Surroundings): Promise<readonly FoundEnvironment[]> {
  const usual = await usualSockets(surroundings)
  const present = await Promise.all(
    usual.map(async (socket) => ((await isSocket(socket.path, surroundings)) ? [socket] : [])),
  )
  return present.flat().map(({ name, path }): FoundEnvironment => {
    const reach: Reach = { kind: 'socket', path }
    return {
      name,
      reach,
      address: `${surroundings.platform === 'win32' ? 'npipe' : 'unix'}://${path}`,
    }
  })
}

interface UsualSocket {
  readonly name: string
  readonly path: string
}

async function usualSockets({
  env,
  homeDirectory,
  platform,
}: Surroundings): Promise<readonly UsualSocket[]> {
  if (platform === 'win32') {
    return [
      { name: 'Docker', path: '//./pipe/docker_engine' },
      { name: 'Docker Desktop', path: '//./pipe/dockerDesktopLinuxEngine' },
    ]
  }
  const runtime = env.XDG_RUNTIME_DIR ?? ''
  const ofUser = (name: string, path: string): readonly UsualSocket[] =>
    runtime === '' ? [] : [{ name, path: join(runtime, path) }]
  const colima = join(homeDirectory, '.colima')
  const profiles = await readdir(colima).catch(() => [])
  return [
    { name: 'Docker', path: '/var/run/docker.sock' },
    { name: 'Docker Desktop', path: join(homeDirectory, '.docker/run/docker.sock') },
    ...ofUser('Rootless Docker', 'docker.sock'),
    ...profiles.map((profile) => ({
      name: profile === 'default' ? 'Colima' : `Colima (${profile})`,
      path: join(colima, profile, 'docker.sock'),
    })),
    { name: 'OrbStack', path: join(homeDirectory, '.orbstack/run/docker.sock') },
    ...ofUser('Podman', 'podman/podman.sock'),
    { name: 'Podman (system)', path: '/run/podman/podman.sock' },
  ]
}

/** Windows tells of a pipe by a stat that succeeds. */
async function isSocket(path: string, { platform }: Surroundings): Promise<boolean> {
  return stat(path).then(
    (stats) => platform === 'win32' || stats.isSocket(),
    () => false,
  )
}
