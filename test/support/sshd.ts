import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from './eventually'
import { freePort } from './free-port'

const run = promisify(execFile)
const host = '127.0.0.1'
const nobody = 65_534

/**
 * A real OpenSSH server on a free port of this machine. It takes keys alone, of `admin`, who may do
 * all, of `guest`, who is nobody, and of `mute`, who may run no command.
 */
export interface Sshd {
  readonly port: number
  /** As `known_hosts` has it. */
  knownHost(): Promise<string>
  /** E.g. `ED25519 SHA256:…`. */
  fingerprint(): Promise<string>
  accept(publicKey: string, options?: string): Promise<void>
  newHostKey(): Promise<void>
  /** @param configuration comes before what it has anyway, so that it counts. */
  start(configuration?: string): Promise<void>
  /** Sends all processes of its open connections a signal. */
  signalConnections(signal: NodeJS.Signals): Promise<void>
  /** With all of its connections. */
  kill(): Promise<void>
}

/**
 * Only its own processes see its users: it runs in a mount namespace with an `/etc/passwd` of its
 * own, so that no account is made on this machine.
 * @param folder where its files lie; it goes with whoever made it
 */
export async function startSshd(folder: string): Promise<Sshd> {
  const at = (name: string): string => join(folder, name)
  const port = await freePort()
  await mkdir(at('authorized'), { recursive: true })
  const accounts = [
    'root:*:0:0::/root:/bin/sh',
    `sshd:*:100:${nobody}::/run/sshd:/bin/false`,
    'admin:*:0:0::/:/bin/sh',
    `guest:*:${nobody}:${nobody}::/:/bin/sh`,
    'mute:*:0:0::/:/bin/false',
  ]
  await writeFile(at('passwd'), `${accounts.join('\n')}\n`)
  let server: ChildProcess | null = null

  async function newHostKey(): Promise<void> {
    await rm(at('host-key'), { force: true })
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', at('host-key')])
  }

  async function start(configuration = ''): Promise<void> {
    const settings = [
      configuration,
      `Port ${port}`,
      `ListenAddress ${host}`,
      `HostKey ${at('host-key')}`,
      // The folder is closed to `guest`, in whose name a file would be read.
      `AuthorizedKeysCommand /bin/cat ${at('authorized')}/%u`,
      'AuthorizedKeysCommandUser root',
      'PidFile none',
      'UsePAM no',
      'StrictModes no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'MaxStartups 100',
      'LogLevel VERBOSE',
    ]
    await writeFile(at('sshd_config'), `${settings.join('\n')}\n`)
    const sshd = `exec /usr/sbin/sshd -D -f ${at('sshd_config')} -E ${at('sshd.log')}`
    const begin = [
      `mount --bind ${at('passwd')} /etc/passwd`,
      'mount -t tmpfs none /run && mkdir -m 755 /run/sshd',
      sshd,
    ]
    const command = ['unshare', '--mount', 'sh', '-c', begin.join(' && ')]
    const started = spawn(endingWithUs, ['--pdeathsig', 'TERM', ...command], { stdio: 'ignore' })
    server = started
    await eventually(
      async () => {
        if (started.exitCode !== null) {
          throw new Error(`sshd ended:\n${await readFile(at('sshd.log'), 'utf8')}`)
        }
        return (await greets(port)) || null
      },
      { within: 20_000, what: 'sshd greets' },
    )
  }

  /** Of the server and all that came of it, but for itself. */
  async function connections(): Promise<readonly number[]> {
    const { stdout } = await run('ps', ['-eo', 'pid=,ppid='])
    const found = new Set([server?.pid ?? -1])
    const all = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
    for (let before = 0; before !== found.size;) {
      before = found.size
      for (const [pid = -1, parent = -1] of all) if (found.has(parent)) found.add(pid)
    }
    return [...found].slice(1)
  }

  async function signalConnections(signal: NodeJS.Signals): Promise<void> {
    for (const pid of await connections()) send(pid, signal)
  }

  await newHostKey()
  await start()
  return {
    port,
    knownHost: async () => `[${host}]:${port} ${await readFile(at('host-key.pub'), 'utf8')}`,
    fingerprint: async () => {
      const { stdout } = await run('ssh-keygen', ['-l', '-f', at('host-key.pub')])
      return `ED25519 ${stdout.split(' ')[1] ?? ''}`
    },
    accept: async (publicKey, options = '') => {
      for (const user of ['admin', 'guest', 'mute']) {
        await writeFile(join(at('authorized'), user), `${options} ${publicKey}`.trimStart())
      }
    },
    newHostKey,
    start,
    signalConnections,
    kill: async () => {
      if (server?.exitCode !== null || server.signalCode !== null) return
      const ended = once(server, 'exit')
      const open = await connections()
      server.kill('SIGKILL')
      await ended
      for (const pid of open) send(pid, 'SIGKILL')
    },
  }
}

/** Of util-linux: told to end when whoever started it has ended, however that was. */
const endingWithUs = 'setpriv'

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host)
    socket.once('data', (greeting) => resolve(greeting.toString().startsWith('SSH-')))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.once('data', () => socket.destroy())
  })
}
