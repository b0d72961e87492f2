import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { endpointAt } from '../../src/main/docker/address'
import type { DockerConnection } from '../../src/main/docker/connect'
import type { Endpoint } from '../../src/main/docker/endpoint'
import { connectEndpoint } from '../../src/main/environments/connect-endpoint'
import type { ConnectionProblem } from '../../src/shared/problem'
import { eventually } from './eventually'
import { makeSshHome } from './ssh-home'
import type { SshHome } from './ssh-home'
import { startSshd } from './sshd'
import type { Sshd } from './sshd'

/** The host `plant` of somebody's SSH configuration, on which a daemon listens. */
export interface Plant {
  readonly sshd: Sshd
  readonly home: SshHome
  /** Of this run; tunnels' folders lie in it. */
  readonly folder: string
  /** The public key that is accepted there. */
  readonly key: string
  /** What stands in the configuration, to which more can be added. */
  readonly entry: string
  /**
   * With a host `bastion` that is the same server.
   * @param knownAs under which name its host key is looked up
   */
  jumping(knownAs?: string): string
  at(address?: string): Endpoint
  /** To the daemon there, or by another address; ended with the test. Yields a problem as well. */
  connecting(address?: string): Promise<DockerConnection | ConnectionProblem>
  connected(address?: string): Promise<DockerConnection>
  tunnelFolders(): Promise<readonly string[]>
  /** What was made for tunnels has gone. */
  nothingIsLeft(): Promise<void>
}

/** For each test with a home and a server as new. @param socket of the daemon */
export function aPlant(socket: string): Plant {
  let made: { folder: string; sshd: Sshd; home: SshHome; key: string } | null = null
  const there = (): NonNullable<typeof made> => {
    if (made === null) throw new Error('Not before the test begins')
    return made
  }
  const open: DockerConnection[] = []

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ssh-'))
    const home = await makeSshHome(folder)
    made = { folder, home, sshd: await startSshd(folder), key: '' }
  })
  afterAll(async () => {
    await there().sshd.kill()
    await rm(there().folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    const { folder, home, sshd } = there()
    vi.stubEnv('PATH', home.path)
    vi.stubEnv('SSH_AUTH_SOCK', undefined)
    vi.stubEnv('XDG_RUNTIME_DIR', folder)
    const key = await home.newKey('id_ed25519')
    made = { folder, home, sshd, key }
    await sshd.accept(key)
    await home.write('known_hosts', await sshd.knownHost())
    await home.write('config', plant.entry)
  })
  afterEach(async () => {
    for (const connection of open.splice(0)) connection.close()
    await plant.nothingIsLeft()
    vi.unstubAllEnvs()
  })

  const plant: Plant = {
    get sshd() {
      return there().sshd
    },
    get home() {
      return there().home
    },
    get folder() {
      return there().folder
    },
    get key() {
      return there().key
    },
    get entry() {
      return hostEntry('plant', there().sshd.port)
    },
    jumping: (knownAs = `[127.0.0.1]:${there().sshd.port}`) => {
      const bastion = hostEntry('bastion', there().sshd.port)
      return `${plant.entry}${bastion}  HostKeyAlias ${knownAs}\n`
    },
    at: (address = `plant${socket}`) => {
      const endpoint = endpointAt(`ssh://${address}`, null)
      if (endpoint === null) throw new Error(`No endpoint: ${address}`)
      return endpoint
    },
    connecting: async (address) => {
      const connected = await connectEndpoint(plant.at(address))
      if (!connected.ok) return connected.problem
      open.push(connected.value)
      return connected.value
    },
    connected: async (address) => {
      const connection = await plant.connecting(address)
      if ('code' in connection) throw new Error(JSON.stringify(connection))
      return connection
    },
    tunnelFolders: async () =>
      (await readdir(there().folder)).filter((name) => name.startsWith('tagout-ssh-')),
    nothingIsLeft: () =>
      eventually(async () => (await plant.tunnelFolders()).length === 0 || null, {
        within: 10_000,
        what: 'no folder of a tunnel is left',
      }).then(() => undefined),
  }
  return plant
}

function hostEntry(name: string, port: number): string {
  return `Host ${name}\n  HostName 127.0.0.1\n  Port ${port}\n  User admin\n`
}
