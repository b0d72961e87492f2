import Docker from 'dockerode'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  vi,
} from 'vitest'
import { endpointAt } from '../../src/main/docker/address'
import type { DockerConnection } from '../../src/main/docker/connect'
import type { EngineEvent } from '../../src/main/docker/events'
import { connectEndpoint } from '../../src/main/environments/connect-endpoint'
import { failed, ok } from '../../src/shared/result'
import { runContainer, wipe } from '../support/containers'
import { eventually } from '../support/eventually'
import { freePort } from '../support/free-port'
import { makeSshHome } from '../support/ssh-home'
import type { SshHome } from '../support/ssh-home'
import { startSshd } from '../support/sshd'
import type { Sshd } from '../support/sshd'

const socket = inject('dockerSocket')
let folder: string
let home: SshHome
let sshd: Sshd
let key: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssh-'))
  home = await makeSshHome(folder)
  sshd = await startSshd(folder)
})
afterAll(async () => {
  await sshd.kill()
  await rm(folder, { recursive: true, force: true })
})

const open: DockerConnection[] = []
beforeEach(async () => {
  vi.stubEnv('PATH', home.path)
  vi.stubEnv('SSH_AUTH_SOCK', undefined)
  vi.stubEnv('XDG_RUNTIME_DIR', folder)
  key = await home.newKey('id_ed25519')
  await sshd.accept(key)
  await home.write('known_hosts', await sshd.knownHost())
  await home.write('config', plant())
})
afterEach(async () => {
  for (const connection of open.splice(0)) connection.close()
  await nothingIsLeft()
  vi.unstubAllEnvs()
})

function plant(): string {
  return `Host plant\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User admin\n`
}

/** @param knownAs under which name its host key is looked up */
function jumping(knownAs = `[127.0.0.1]:${sshd.port}`): string {
  return `${plant()}Host bastion\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User admin\n  HostKeyAlias ${knownAs}\n`
}

/** It is there, and whoever listened has gone. */
async function leaveSocketAt(path: string): Promise<void> {
  const bind = `import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])`
  await promisify(execFile)('python3', ['-c', bind, path])
}

async function startAgent() {
  const path = join(folder, 'agent')
  const agent = spawn('ssh-agent', ['-D', '-a', path], { stdio: 'ignore' })
  await eventually(async () => (await readdir(folder)).includes('agent') || null, {
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

/** Those of tunnels, by the folder of this run. */
async function ownProcesses(): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args='])
  return stdout.split('\n').filter((line) => line.includes(join(folder, 'tagout-ssh-')))
}

async function connecting(to = `plant${socket}`) {
  const endpoint = endpointAt(`ssh://${to}`, null)
  if (endpoint === null) throw new Error(`No endpoint: ${to}`)
  const connected = await connectEndpoint(endpoint)
  if (!connected.ok) return connected.problem
  open.push(connected.value)
  return connected.value
}

async function connected(to?: string): Promise<DockerConnection> {
  const connection = await connecting(to)
  if ('code' in connection) throw new Error(JSON.stringify(connection))
  return connection
}

async function tunnelFolders(): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('tagout-ssh-'))
}

async function nothingIsLeft(): Promise<void> {
  await eventually(async () => (await tunnelFolders()).length === 0 || null, {
    within: 10_000,
    what: 'no folder of a tunnel is left',
  })
}

describe('An engine behind SSH', () => {
  it('is reached by a name of ~/.ssh/config', async () => {
    const connection = await connected()

    expect(await connection.list()).toEqual(ok([]))
  })

  it('is reached by user, host and port', async () => {
    const connection = await connected(`admin@127.0.0.1:${sshd.port}${socket}`)

    expect(await connection.list()).toEqual(ok([]))
  })

  it('is reached with a key of the agent', async () => {
    const inAgent = await home.newKey('elsewhere')
    await sshd.accept(inAgent)
    const agent = await startAgent()
    vi.stubEnv('SSH_AUTH_SOCK', agent.socket)
    await promisify(execFile)('ssh-add', ['-q', home.file('elsewhere')])
    await rm(home.file('elsewhere'))

    const connection = await connected()

    expect(await connection.list()).toEqual(ok([]))
    await agent.end()
  })

  it('is reached through a jump host', async () => {
    await home.write('config', `${jumping()}\nHost plant\n  ProxyJump bastion`)

    const connection = await connected()

    expect(await connection.list()).toEqual(ok([]))
  })

  it('is reached whatever the configuration says of shared connections and forwardings', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const shared = `ControlMaster auto\n  ControlPath ${home.file('%C')}\n  ControlPersist 60`
    const forwards = `LocalForward ${port} localhost:1\n  RemoteForward ${port} localhost:1`
    await home.write('config', `${plant()}  ${shared}\n  ${forwards}\n  LogLevel QUIET\n`)

    const connection = await connected()

    expect(await connection.list()).toEqual(ok([]))
    expect(await readdir(dirname(home.file('x')))).not.toContainEqual(
      expect.stringMatching(/^[0-9a-f]{40}$/),
    )
    taken.close()
  })

  it('answers two hundred requests at once', async () => {
    const connection = await connected()

    const answers = await Promise.all(Array.from({ length: 200 }, () => connection.list()))

    expect(answers).toEqual(Array.from({ length: 200 }, () => ok([])))
  })

  it('tells its events', async () => {
    const connection = await connected()
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
    const connection = await connected()
    const running = await ownProcesses()

    connection.close()

    expect(running).not.toEqual([])
    await eventually(async () => (await ownProcesses()).length === 0 || null, {
      within: 10_000,
      what: 'ssh has ended',
    })
    await nothingIsLeft()
  })

  it('keeps its sockets where their owner alone gets in', async () => {
    await connected()

    const [tunnel = ''] = await tunnelFolders()
    const inside = await readdir(join(folder, tunnel))
    const modes = await Promise.all(
      [tunnel, ...inside.map((name) => join(tunnel, name))].map(
        async (name) => (await stat(join(folder, name))).mode & 0o777,
      ),
    )
    expect([inside.toSorted(), modes]).toEqual([
      ['c', 's'],
      [0o700, 0o600, 0o600],
    ])
  })
})

describe('An engine behind SSH is not reached, and it is said why:', () => {
  it('ssh is not installed', async () => {
    vi.stubEnv('PATH', join(folder, 'nowhere'))

    expect(await connecting()).toEqual({ code: 'ssh-not-installed' })
  })

  it('the host key is not known', async () => {
    await home.write('known_hosts', '')

    expect(await connecting()).toEqual({
      code: 'ssh-host-key-unknown',
      target: 'plant',
      fingerprint: await sshd.fingerprint(),
    })
    expect(await readFile(home.file('known_hosts'), 'utf8')).toBe('')
  })

  it.each(['ask', 'no'])(
    'the host key changed, with StrictHostKeyChecking %s',
    async (checking) => {
      await sshd.kill()
      await sshd.newHostKey()
      await sshd.start()
      await home.write('config', `${plant()}  StrictHostKeyChecking ${checking}\n`)

      expect(await connecting()).toEqual({
        code: 'ssh-host-key-changed',
        target: 'plant',
        fingerprint: await sshd.fingerprint(),
        known:
          checking === 'no'
            ? null
            : { file: home.file('known_hosts'), name: `[127.0.0.1]:${sshd.port}` },
      })
    },
  )

  it('the host key was revoked', async () => {
    await home.write('known_hosts', `@revoked ${await sshd.knownHost()}`)

    expect(await connecting()).toEqual({ code: 'ssh-host-key-revoked', target: 'plant' })
  })

  it.each([
    ['the key', 'plant'],
    ['the user', 'nobody-here@plant'],
  ])('%s is wrong', async (what, destination) => {
    if (what === 'the key') await home.newKey('id_ed25519')

    expect(await connecting(`${destination}${socket}`)).toEqual({
      code: 'ssh-authentication-failed',
      target: destination,
      detail: '',
    })
  })

  it('the key may be read by others, so that ssh does not take it', async () => {
    await chmod(home.file('id_ed25519'), 0o644)

    expect(await connecting()).toEqual({
      code: 'ssh-authentication-failed',
      target: 'plant',
      detail: `Load key "${home.file('id_ed25519')}": bad permissions`,
    })
  })

  it('a password would have to be asked for', async () => {
    await home.newKey('id_ed25519')
    await sshd.kill()
    await sshd.start('PasswordAuthentication yes')

    expect(await connecting()).toEqual({ code: 'ssh-password-needed', target: 'plant' })
  })

  it('a passphrase would have to be asked for', async () => {
    await sshd.accept(await home.newKey('id_ed25519', 'a secret'))

    expect(await connecting()).toEqual({
      code: 'ssh-passphrase-needed',
      target: 'plant',
      key: home.file('id_ed25519'),
    })
  })

  it('there is no such host', async () => {
    await home.write(
      'config',
      `${plant()}  HostName plant.invalid\n`.replace(/ {2}HostName 127.*\n/, ''),
    )

    expect(await connecting()).toEqual({ code: 'host-not-found', address: `ssh://plant${socket}` })
  })

  it('nobody listens there', async () => {
    const port = await freePort()

    expect(await connecting(`admin@127.0.0.1:${port}${socket}`)).toEqual({
      code: 'connection-refused',
      address: `ssh://admin@127.0.0.1:${port}${socket}`,
    })
  })

  it('what listens there says nothing', async () => {
    const mute = createServer().listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const { port } = mute.address() as AddressInfo

    expect(await connecting(`admin@127.0.0.1:${port}${socket}`)).toEqual({
      code: 'connection-timeout',
      address: `ssh://admin@127.0.0.1:${port}${socket}`,
    })
    mute.close()
  })

  it('what listens there is no SSH server', async () => {
    const web = createServer((client) => client.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    web.listen(0, '127.0.0.1')
    await once(web, 'listening')
    const { port } = web.address() as AddressInfo

    expect(await connecting(`admin@127.0.0.1:${port}${socket}`)).toEqual({
      code: 'ssh-failed',
      target: `-p ${port} admin@127.0.0.1`,
      detail: expect.stringMatching(/kex_exchange_identification|banner/) as unknown,
    })
    web.close()
  })

  it.each([
    ['AllowStreamLocalForwarding no', ''],
    ['DisableForwarding yes', ''],
    ['', 'no-port-forwarding'],
  ])('the server does not forward (%s%s)', async (configuration, options) => {
    await sshd.kill()
    await sshd.start(configuration)
    await sshd.accept(key, options)

    expect(await connecting()).toEqual({ code: 'ssh-forwarding-refused', target: 'plant' })
  })

  it('the engine’s socket is missing there', async () => {
    const path = join(folder, 'nowhere/docker.sock')

    expect(await connecting(`plant${path}`)).toEqual({
      code: 'ssh-socket-missing',
      target: 'plant',
      path,
    })
  })

  it('the user may not use the engine’s socket there', async () => {
    const forbidden = { code: 'ssh-socket-forbidden', target: 'guest@plant' }
    const hidden = join(await mkdtemp(join('/tmp', 'hidden-')), 'docker.sock')
    const plain = join(await mkdtemp(join('/tmp', 'plain-')), 'docker.sock')
    await chmod(dirname(plain), 0o755)
    const servers = [hidden, plain].map((path) => createServer().listen(path))
    await Promise.all(servers.map((server) => once(server, 'listening')))
    await chmod(plain, 0o600)

    expect(await connecting(`guest@plant${hidden}`)).toEqual({ ...forbidden, path: hidden })
    expect(await connecting(`guest@plant${plain}`)).toEqual({ ...forbidden, path: plain })
    for (const server of servers) server.close()
    for (const path of [hidden, plain]) await rm(dirname(path), { recursive: true })
  })

  it('nobody listens at the engine’s socket there', async () => {
    const path = join(folder, 'deserted.sock')
    await leaveSocketAt(path)

    expect(await connecting(`plant${path}`)).toEqual({
      code: 'ssh-socket-deserted',
      target: 'plant',
      path,
    })
  })

  it('the engine’s socket can’t be opened there, and no command may be run to find out why', async () => {
    const path = join(folder, 'nowhere/docker.sock')

    expect(await connecting(`mute@plant${path}`)).toEqual({
      code: 'ssh-socket-closed',
      target: 'mute@plant',
      path,
    })
  })

  it.each([
    ['an HTTP server that is another', 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'],
    ['no HTTP server', 'hello\n'],
    ['one that hangs up', ''],
  ])('what answers there is no engine: %s', async (_, answer) => {
    const path = join(folder, 'other.sock')
    const other = createServer((client) => client.once('data', () => client.end(answer)))
    other.listen(path)
    await once(other, 'listening')

    expect(await connecting(`plant${path}`)).toMatchObject({
      code: 'not-an-engine',
      address: `ssh://plant${path}`,
    })
    other.close()
  })

  it('the host key of the jump host is not known', async () => {
    await home.write('config', `${jumping('other-name')}\nHost plant\n  ProxyJump bastion`)

    expect(await connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: 'bastion',
      why: { code: 'ssh-host-key-unknown', target: 'bastion', fingerprint: null },
    })
  })

  it('the jump host does not let the user in', async () => {
    await home.write('config', `${jumping()}\nHost plant\n  ProxyJump nobody-here@bastion`)

    expect(await connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: 'nobody-here@bastion',
      why: { code: 'ssh-authentication-failed', target: 'nobody-here@bastion', detail: '' },
    })
  })

  it('there is no such jump host', async () => {
    await home.write('config', `${plant()}  ProxyJump admin@bastion.invalid:2222\n`)

    expect(await connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: '-p 2222 admin@bastion.invalid',
      why: { code: 'host-not-found', address: 'ssh://admin@bastion.invalid:2222' },
    })
  })

  it('the host behind the jump host does not listen', async () => {
    const port = await freePort()
    await home.write('config', `${jumping()}\nHost plant\n  ProxyJump bastion`)

    expect(await connecting(`plant:${port}${socket}`)).toEqual({
      code: 'connection-refused',
      address: `ssh://plant:${port}${socket}`,
    })
  })

  it('the jump host does not forward', async () => {
    await sshd.kill()
    await sshd.start('AllowTcpForwarding no')
    await home.write('config', `${jumping()}\nHost plant\n  ProxyJump bastion`)

    expect(await connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: 'bastion',
      why: { code: 'ssh-forwarding-refused', target: 'bastion' },
    })
  })

  it('a ProxyCommand failed', async () => {
    await home.write('config', `${plant()}  ProxyCommand sh -c "echo no route today >&2; exit 1"\n`)

    expect(await connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: null,
      why: { code: 'ssh-failed', target: 'plant', detail: 'no route today' },
    })
  })

  it.each([
    ['an unknown option', 'Host plant\n  Prot 22\n', /line 2: Bad configuration option: prot/],
    ['a value that is none', 'Host plant\n  Port many\n', /line 2: Bad port/],
  ])('its configuration has %s', async (_, content, detail) => {
    await home.write('config', content)

    expect(await connecting()).toEqual({
      code: 'ssh-config-invalid',
      detail: expect.stringMatching(detail) as unknown,
    })
  })

  it('others may write to its configuration', async () => {
    await chmod(home.file('config'), 0o666)

    expect(await connecting()).toEqual({
      code: 'ssh-config-invalid',
      detail: `Bad owner or permissions on ${home.file('config')}`,
    })
  })
})

describe('A destination', () => {
  it.each(['-oProxyCommand=touch x', 'a b', 'a;b', '$(a)', 'a@-b', ''])(
    'that is an option, or means anything to a shell, is not handed to ssh: %s',
    async (destination) => {
      const connected = await connectEndpoint({
        kind: 'ssh',
        destination,
        port: null,
        socket: null,
      })

      expect(connected).toEqual(
        failed({ code: 'endpoint-unsupported', address: `ssh://${destination}` }),
      )
    },
  )
})
