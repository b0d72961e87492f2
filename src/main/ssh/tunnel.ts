import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ConnectionProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { SshEndpoint } from '../docker/endpoint'
import { addressOf } from '../docker/endpoint'
import { askAt } from './ask-engine'
import { sshEnvironment, startSsh } from './child'
import { makeTunnelFolder, sweepTunnelFolders } from './folder'
import {
  failureToConnect,
  isChangedHostKey,
  isHostKeyTaken,
  isConnected,
  isRefusedChannel,
  lossIn,
} from './messages'
import { lookAtRemoteSocket, throughControl } from './remote-socket'
import { sshTarget } from './target'
import type { SshTarget } from './target'

/** A local socket behind which a remote engine answers. */
export interface Tunnel {
  readonly socketPath: string
  /** Something broke in it: yields why, when it is the tunnel that did. */
  loss(): Promise<ConnectionProblem | null>
  close(): void
}

/** In milliseconds. A hardware key wants to be touched meanwhile. */
const toConnect = 60_000
const toAnswer = 10_000
/** For an `ssh` that broke to have ended. */
const toEnd = 5_000

let swept: Promise<void> | null = null

/**
 * Starts the system's `ssh`, so that its configuration, agent, jump hosts and known hosts count, and
 * yields when the engine's socket on the far end answers.
 */
export async function openTunnel(
  endpoint: SshEndpoint,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<Tunnel, ConnectionProblem>> {
  if (platform === 'win32') return failed({ code: 'ssh-unsupported' })
  const target = sshTarget(endpoint)
  if (target === null) {
    return failed({ code: 'endpoint-unsupported', address: addressOf(endpoint) })
  }
  await (swept ??= sweepTunnelFolders())
  const folder = await makeTunnelFolder()

  const lines: string[] = []
  let isUp = false
  let refusals = 0
  let connected: () => void = () => undefined
  const child = startSsh(argumentsFor(target, folder.control), (line) => {
    if (isRefusedChannel(line)) refusals++
    if (isHostKeyTaken(line) && lines.some(isChangedHostKey)) child.end()
    if (isConnected(line)) connected()
    if (isUp && line.startsWith('debug')) return
    lines.push(line)
    if (lines.length > linesKept) lines.shift()
  })
  const ending = child.ended.then(async (how) => {
    await folder.remove()
    return how
  })
  async function abandon(problem: ConnectionProblem): Promise<Result<never, ConnectionProblem>> {
    child.end()
    await ending
    return failed(problem)
  }

  const timeout = { code: 'connection-timeout', address: target.host } as const
  const outcome = await within(
    toConnect,
    new Promise<'connected'>((resolve) => (connected = () => resolve('connected'))),
    ending,
  )
  if (outcome === null) return abandon(timeout)
  if (outcome !== 'connected' || lines.some(isChangedHostKey)) {
    const { exitCode } = await ending
    return failed(failureToConnect(lines, target, exitCode))
  }
  isUp = true
  lines.length = 0

  const forwarded = await forward(folder, target)
  if (!forwarded.ok) return abandon(forwarded.problem)
  const before = refusals
  const answer = await askAt(folder.socket, toAnswer)
  if (answer === 'silent') return abandon({ ...timeout, address: target.address })
  if (answer !== 'answered') {
    const found = await within(toAnswer, ending, lookAtRemoteSocket(folder.control, target.socket))
    if (typeof found !== 'string') return abandon(lossIn(lines, found?.signal ?? null))
    return abandon(problemOf(found, target, refusals > before))
  }

  let lost: ConnectionProblem | null = null
  const whyLost = ending.then(({ signal }) => (lost = lossIn(lines, signal)))
  return ok({
    socketPath: folder.socket,
    loss: async () => {
      if (lost !== null) return lost
      const before = refusals
      const answer = await askAt(folder.socket, toAnswer)
      if (answer === 'answered' || answer === 'silent' || refusals > before) return null
      return within(toEnd, whyLost)
    },
    close: () => child.end(),
  })
}

const linesKept = 300

/**
 * Forwardings of the user's own configuration are theirs: a port that is taken would end this one,
 * or be taken from them. So they are cleared, and the engine's is asked for through the control
 * socket, which is private, whatever the configuration says of shared connections. A host's key is
 * never taken silently either, though the configuration says so.
 */
function argumentsFor({ destination, port }: SshTarget, control: string): readonly string[] {
  const options = {
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    ConnectTimeout: '10',
    ServerAliveInterval: '5',
    ServerAliveCountMax: '2',
    ClearAllForwardings: 'yes',
    ExitOnForwardFailure: 'yes',
    ControlMaster: 'yes',
    ControlPath: control,
    ControlPersist: 'no',
    StreamLocalBindUnlink: 'yes',
    StreamLocalBindMask: '0177',
    LogLevel: 'DEBUG1',
  }
  return [
    '-nNT',
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...(port === null ? [] : ['-p', String(port)]),
    '--',
    destination,
  ]
}

async function forward(
  { control, socket }: { readonly control: string; readonly socket: string },
  target: SshTarget,
): Promise<Result<void, ConnectionProblem>> {
  const way = ['-O', 'forward', '-L', `${socket}:${target.socket}`, '--', 'remote']
  try {
    await promisify(execFile)('ssh', [...throughControl(control), ...way], {
      env: sshEnvironment(),
      timeout: toAnswer,
    })
    return ok()
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    return failed({ code: 'ssh-failed', target: target.name, detail: said })
  }
}

function problemOf(
  found: Awaited<ReturnType<typeof lookAtRemoteSocket>>,
  { name, socket, address }: SshTarget,
  isRefused: boolean,
): ConnectionProblem {
  switch (found) {
    case 'missing':
      return { code: 'ssh-socket-missing', target: name, path: socket }
    case 'forbidden':
      return { code: 'ssh-socket-forbidden', target: name, path: socket }
    case 'deserted':
      return { code: 'ssh-socket-deserted', target: name, path: socket }
    case 'fine':
      return isRefused
        ? { code: 'ssh-forwarding-refused', target: name }
        : { code: 'not-an-engine', address, detail: 'It closed the connection without an answer' }
    case 'untold':
      return { code: 'ssh-socket-closed', target: name, path: socket }
  }
}

/** What comes first; null: none of it came in time. */
async function within<T, U = T>(
  milliseconds: number,
  one: Promise<T>,
  other?: Promise<U>,
): Promise<T | U | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  try {
    return await Promise.race([one, ...(other ? [other] : []), late])
  } finally {
    clearTimeout(timer)
  }
}
