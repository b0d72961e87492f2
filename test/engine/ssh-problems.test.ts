import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, it, vi } from 'vitest'
import { connectEndpoint } from '../../src/main/environments/connect-endpoint'
import { failed } from '../../src/shared/result'
import { freePort } from '../support/free-port'
import { aPlant } from '../support/plant'

const socket = inject('dockerSocket')
const plant = aPlant(socket)

describe('An engine behind SSH is not reached, and it is said why:', () => {
  it('ssh is not installed', async () => {
    vi.stubEnv('PATH', join(plant.folder, 'nowhere'))

    expect(await plant.connecting()).toEqual({ code: 'ssh-not-installed' })
  })

  it.each(['ask', 'accept-new', 'no'])(
    'the host key is not known, with StrictHostKeyChecking %s',
    async (checking) => {
      await plant.home.write('known_hosts', '')
      await plant.home.write('config', `${plant.entry}  StrictHostKeyChecking ${checking}\n`)

      expect(await plant.connecting()).toEqual({
        code: 'ssh-host-key-unknown',
        target: 'plant',
        fingerprint: await plant.sshd.fingerprint(),
      })
      expect(await readFile(plant.home.file('known_hosts'), 'utf8')).toBe('')
    },
  )

  it.each(['ask', 'no'])(
    'the host key changed, with StrictHostKeyChecking %s',
    async (checking) => {
      await plant.sshd.kill()
      await plant.sshd.newHostKey()
      await plant.sshd.start()
      await plant.home.write('config', `${plant.entry}  StrictHostKeyChecking ${checking}\n`)

      expect(await plant.connecting()).toEqual({
        code: 'ssh-host-key-changed',
        target: 'plant',
        fingerprint: await plant.sshd.fingerprint(),
        known: { file: plant.home.file('known_hosts'), name: `[127.0.0.1]:${plant.sshd.port}` },
      })
    },
  )

  it('the host key was revoked', async () => {
    await plant.home.write('known_hosts', `@revoked ${await plant.sshd.knownHost()}`)

    expect(await plant.connecting()).toEqual({ code: 'ssh-host-key-revoked', target: 'plant' })
  })

  it.each([
    ['the key', 'plant'],
    ['the user', 'nobody-here@plant'],
  ])('%s is wrong', async (what, destination) => {
    if (what === 'the key') await plant.home.newKey('id_ed25519')

    expect(await plant.connecting(`${destination}${socket}`)).toEqual({
      code: 'ssh-authentication-failed',
      target: destination,
      detail: '',
    })
  })

  it('the key may be read by others, so that ssh does not take it', async () => {
    await chmod(plant.home.file('id_ed25519'), 0o644)

    expect(await plant.connecting()).toEqual({
      code: 'ssh-authentication-failed',
      target: 'plant',
      detail: `Load key "${plant.home.file('id_ed25519')}": bad permissions`,
    })
  })

  it('a password would have to be asked for', async () => {
    await plant.home.newKey('id_ed25519')
    await plant.sshd.kill()
    await plant.sshd.start('PasswordAuthentication yes')

    expect(await plant.connecting()).toEqual({ code: 'ssh-password-needed', target: 'plant' })
  })

  it('a passphrase would have to be asked for', async () => {
    await plant.sshd.accept(await plant.home.newKey('id_ed25519', 'a secret'))

    expect(await plant.connecting()).toEqual({
      code: 'ssh-passphrase-needed',
      target: 'plant',
      key: plant.home.file('id_ed25519'),
    })
  })

  it('there is no such host', async () => {
    await plant.home.write(
      'config',
      `${plant.entry}  HostName plant.invalid\n`.replace(/ {2}HostName 127.*\n/, ''),
    )

    expect(await plant.connecting()).toEqual({
      code: 'host-not-found',
      address: 'ssh://plant',
    })
  })

  it('nobody listens there', async () => {
    const port = await freePort()

    expect(await plant.connecting(`admin@127.0.0.1:${port}${socket}`)).toEqual({
      code: 'connection-refused',
      address: `ssh://admin@127.0.0.1:${port}`,
    })
  })

  it('what listens there says nothing', async () => {
    const mute = createServer().listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const { port } = mute.address() as AddressInfo

    expect(await plant.connecting(`admin@127.0.0.1:${port}${socket}`)).toEqual({
      code: 'connection-timeout',
      address: `ssh://admin@127.0.0.1:${port}`,
    })
    mute.close()
  })

  it('what listens there is no SSH server', async () => {
    const web = createServer((client) => client.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    web.listen(0, '127.0.0.1')
    await once(web, 'listening')
    const { port } = web.address() as AddressInfo

    expect(await plant.connecting(`admin@127.0.0.1:${port}${socket}`)).toEqual({
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
    await plant.sshd.kill()
    await plant.sshd.start(configuration)
    await plant.sshd.accept(plant.key, options)

    expect(await plant.connecting()).toEqual({ code: 'ssh-forwarding-refused', target: 'plant' })
  })

  it('the engine’s socket is missing there', async () => {
    const path = join(plant.folder, 'nowhere/docker.sock')

    expect(await plant.connecting(`plant${path}`)).toEqual({
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

    expect(await plant.connecting(`guest@plant${hidden}`)).toEqual({ ...forbidden, path: hidden })
    expect(await plant.connecting(`guest@plant${plain}`)).toEqual({ ...forbidden, path: plain })
    for (const server of servers) server.close()
    for (const path of [hidden, plain]) await rm(dirname(path), { recursive: true })
  })

  it('nobody listens at the engine’s socket there', async () => {
    const path = join(plant.folder, 'deserted.sock')
    await leaveSocketAt(path)

    expect(await plant.connecting(`plant${path}`)).toEqual({
      code: 'ssh-socket-deserted',
      target: 'plant',
      path,
    })
  })

  it('the engine’s socket can’t be opened there, and no command may be run to find out why', async () => {
    const path = join(plant.folder, 'nowhere/docker.sock')

    expect(await plant.connecting(`mute@plant${path}`)).toEqual({
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
    const path = join(plant.folder, 'other.sock')
    const other = createServer((client) => client.once('data', () => client.end(answer)))
    other.listen(path)
    await once(other, 'listening')

    expect(await plant.connecting(`plant${path}`)).toMatchObject({
      code: 'not-an-engine',
      address: `ssh://plant${path}`,
    })
    other.close()
  })

  it('the host key of the jump host is not known', async () => {
    await plant.home.write(
      'config',
      `${plant.jumping('other-name')}\nHost plant\n  ProxyJump bastion`,
    )

    expect(await plant.connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: 'bastion',
      why: { code: 'ssh-host-key-unknown', target: 'bastion', fingerprint: null },
    })
  })

  it('the jump host does not let the user in', async () => {
    await plant.home.write(
      'config',
      `${plant.jumping()}\nHost plant\n  ProxyJump nobody-here@bastion`,
    )

    expect(await plant.connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: 'nobody-here@bastion',
      why: { code: 'ssh-authentication-failed', target: 'nobody-here@bastion', detail: '' },
    })
  })

  it('there is no such jump host', async () => {
    await plant.home.write('config', `${plant.entry}  ProxyJump admin@bastion.invalid:2222\n`)

    expect(await plant.connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: '-p 2222 admin@bastion.invalid',
      why: { code: 'host-not-found', address: 'ssh://admin@bastion.invalid:2222' },
    })
  })

  it('the host behind the jump host does not listen', async () => {
    const port = await freePort()
    await plant.home.write('config', `${plant.jumping()}\nHost plant\n  ProxyJump bastion`)

    expect(await plant.connecting(`plant:${port}${socket}`)).toEqual({
      code: 'connection-refused',
      address: `ssh://plant:${port}`,
    })
  })

  it('the jump host does not forward', async () => {
    await plant.sshd.kill()
    await plant.sshd.start('AllowTcpForwarding no')
    await plant.home.write('config', `${plant.jumping()}\nHost plant\n  ProxyJump bastion`)

    expect(await plant.connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: 'bastion',
      why: { code: 'ssh-forwarding-refused', target: 'bastion' },
    })
  })

  it('a ProxyCommand failed', async () => {
    await plant.home.write(
      'config',
      `${plant.entry}  ProxyCommand sh -c "echo no route today >&2; exit 1"\n`,
    )

    expect(await plant.connecting()).toEqual({
      code: 'ssh-jump-failed',
      jump: null,
      why: { code: 'ssh-failed', target: 'plant', detail: 'no route today' },
    })
  })

  it.each([
    ['an unknown option', 'Host plant\n  Prot 22\n', /line 2: Bad configuration option: prot/],
    ['a value that is none', 'Host plant\n  Port many\n', /line 2: Bad port/],
  ])('its configuration has %s', async (_, content, detail) => {
    await plant.home.write('config', content)

    expect(await plant.connecting()).toEqual({
      code: 'ssh-config-invalid',
      detail: expect.stringMatching(detail) as unknown,
    })
  })

  it('others may write to its configuration', async () => {
    await chmod(plant.home.file('config'), 0o666)

    expect(await plant.connecting()).toEqual({
      code: 'ssh-config-invalid',
      detail: `Bad owner or permissions on ${plant.home.file('config')}`,
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
/** It is there, and whoever listened has gone. */
async function leaveSocketAt(path: string): Promise<void> {
  const bind = `import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])`
  await promisify(execFile)('python3', ['-c', bind, path])
}
