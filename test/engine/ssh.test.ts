import Docker from 'dockerode'
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, it, vi } from 'vitest'
import type { EngineEvent } from '../../src/main/docker/events'
import { connectEndpoint } from '../../src/main/environments/connect-endpoint'
import { daemonOfContext } from '../../src/main/environments/docker-context'
import { ok } from '../../src/shared/result'
import { runContainer, wipe } from '../support/containers'
import { eventually } from '../support/eventually'
import { aPlant } from '../support/plant'
import { processesWith } from '../support/processes'

const socket = inject('dockerSocket')
const plant = aPlant(socket)

describe('An engine behind SSH', () => {
  it('is reached by a name of ~/.ssh/config', async () => {
    const connection = await plant.connected()

    expect(await connection.list()).toEqual(ok([]))
  })

  it('is reached by user, host and port', async () => {
    const connection = await plant.connected(`admin@127.0.0.1:${plant.sshd.port}${socket}`)

    expect(await connection.list()).toEqual(ok([]))
  })

  it('is reached with a key of the agent', async () => {
    const inAgent = await plant.home.newKey('elsewhere')
    await plant.sshd.accept(inAgent)
    const agent = await startAgent()
    vi.stubEnv('SSH_AUTH_SOCK', agent.socket)
    await promisify(execFile)('ssh-add', ['-q', plant.home.file('elsewhere')])
    await rm(plant.home.file('elsewhere'))

    const connection = await plant.connected()

    expect(await connection.list()).toEqual(ok([]))
    await agent.end()
  })

  it('is reached by a Docker context', async () => {
    const meta = join(plant.folder, '.docker/contexts/meta', sha256('lab'))
    await mkdir(meta, { recursive: true })
    const context = { Name: 'lab', Endpoints: { docker: { Host: `ssh://plant${socket}` } } }
    await writeFile(join(meta, 'meta.json'), JSON.stringify(context))
    const surroundings = { env: {}, homeDirectory: plant.folder, platform: process.platform }

    const daemon = await daemonOfContext('lab', surroundings)

    if (!daemon.ok) throw new Error(daemon.problem.problem.code)
    const connected = await connectEndpoint(daemon.value.endpoint)
    if (!connected.ok) throw new Error(connected.problem.code)
    expect(daemon.value.address).toBe(`ssh://plant${socket}`)
    expect(await connected.value.list()).toEqual(ok([]))
    connected.value.close()
  })

  it('is reached through a jump host', async () => {
    await plant.home.write('config', `${plant.jumping()}\nHost plant\n  ProxyJump bastion`)

    const connection = await plant.connected()

    expect(await connection.list()).toEqual(ok([]))
  })

  it('is reached whatever the configuration says of shared connections and forwardings', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const shared = `ControlMaster auto\n  ControlPath ${plant.home.file('%C')}\n  ControlPersist 60`
    const forwards = `LocalForward ${port} localhost:1\n  RemoteForward ${port} localhost:1`
    await plant.home.write('config', `${plant.entry}  ${shared}\n  ${forwards}\n  LogLevel QUIET\n`)

    const connection = await plant.connected()

    expect(await connection.list()).toEqual(ok([]))
    expect(await readdir(dirname(plant.home.file('x')))).not.toContainEqual(
      expect.stringMatching(/^[0-9a-f]{40}$/),
    )
    taken.close()
  })

  it('answers two hundred requests at once', async () => {
    const connection = await plant.connected()

    const answers = await Promise.all(Array.from({ length: 200 }, () => connection.list()))

    expect(answers).toEqual(Array.from({ length: 200 }, () => ok([])))
  })

  it('tells its events', async () => {
    const connection = await plant.connected()
    const heard: EngineEvent[] = []
    const follow = await connection.follow(
      (event) => heard.push(event),
      () => undefined,
    )
    const docker = new Docker({ socketPath: socket })

    const id = await runContainer(docker, { service: 'web' })

    expect(follow).toEqual(ok())
    await eventually(
      () => heard.some((event) => event.type === 'container' && event.action === 'start') || null,
      { within: 10_000, what: 'the start is heard' },
    )
    expect(heard).toContainEqual({ type: 'container', action: 'start', container: id })
    await wipe(docker)
  })

  it('leaves neither a process nor a socket when it is closed', async () => {
    const connection = await plant.connected()
    const running = await processesWith(join(plant.folder, 'tagout-ssh-'))

    connection.close()

    expect(running).not.toEqual([])
    await eventually(
      async () => (await processesWith(join(plant.folder, 'tagout-ssh-'))).length === 0 || null,
      {
        within: 10_000,
        what: 'ssh has ended',
      },
    )
    await plant.nothingIsLeft()
  })

  it('keeps its sockets where their owner alone gets in', async () => {
    await plant.connected()

    const [tunnel = ''] = await plant.tunnelFolders()
    const inside = await readdir(join(plant.folder, tunnel))
    const modes = await Promise.all(
      [tunnel, ...inside.map((name) => join(tunnel, name))].map(
        async (name) => (await stat(join(plant.folder, name))).mode & 0o777,
      ),
    )
    expect([inside.toSorted(), modes]).toEqual([
      ['c', 's'],
      [0o700, 0o600, 0o600],
    ])
  })
})

async function startAgent() {
  const path = join(plant.folder, 'agent')
  const agent = spawn('ssh-agent', ['-D', '-a', path], { stdio: 'ignore' })
  await eventually(async () => (await readdir(plant.folder)).includes('agent') || null, {
    within: 10_000,
    what: 'the agent is there',
  })
  return {
    socket: path,
    end: async () => {
      const ended = once(agent, 'exit')
      agent.kill()
      await ended
    },
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
