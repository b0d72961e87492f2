import type { ConnectionProblem } from '../../shared/problem'
import type { SshTarget } from './target'

/**
 * What OpenSSH says, in English and at `LogLevel DEBUG1`, and what it means; the wording has been
 * the same since 7.x.
 */

/** It is connected, and takes requests on its control socket. */
export const isConnected = (line: string): boolean =>
  line === 'debug1: Entering interactive session.'

/** It may go on all the same, with `StrictHostKeyChecking no`. */
export const isChangedHostKey = (line: string): boolean =>
  line.includes('REMOTE HOST IDENTIFICATION HAS CHANGED')

/** It has taken the host's key, and goes on to show its own. */
export const isHostKeyTaken = (line: string): boolean =>
  line.startsWith('debug1: SSH2_MSG_NEWKEYS ')

/** The far end could not open the engine's socket. It gives no other reason, whatever that is. */
export const isRefusedChannel = (line: string): boolean => /^channel \d+: open failed: /.test(line)

/** Why it did not connect. */
export function failureToConnect(
  lines: readonly string[],
  target: SshTarget,
  exitCode: number | null,
): ConnectionProblem {
  if (exitCode === 127) return { code: 'ssh-not-installed' }
  const fault = lines.find(isConfigurationFault)
  if (fault !== undefined) return { code: 'ssh-config-invalid', detail: fault }
  const isProxied = lines.some((line) => line.startsWith('debug1: Executing proxy command: '))
  const isReached = lines.some((line) => line.startsWith('debug1: Remote protocol version '))
  return isProxied && !isReached
    ? failureOnTheWay(lines, target)
    : failureAt(lines, target.name, target.host)
}

/** Why the connection that it had is gone. */
export function lossIn(lines: readonly string[], signal: string | null): ConnectionProblem {
  const said = plain(lines).filter((line) => !isRefusedChannel(line))
  const why = said.at(-1) ?? (signal === null ? 'it ended' : `it was ended by ${signal}`)
  return { code: 'connection-lost', detail: `ssh: ${why.replace(/\.$/, '')}` }
}

/** Lines that are no debugging, nor about what went well. */
function plain(lines: readonly string[]): readonly string[] {
  return lines.filter(
    (line) => !/^(debug\d: |Authenticated to |Warning: Permanently added |$)/.test(line),
  )
}

function isConfigurationFault(line: string): boolean {
  return (
    !line.startsWith('debug') &&
    /(^| )line \d+: |^Bad owner or permissions on |^Can't open user config file|bad configuration options?$/.test(
      line,
    )
  )
}

/** The jump's own `ssh` says on the same stderr why it did not get on. */
function failureOnTheWay(lines: readonly string[], target: SshTarget): ConnectionProblem {
  const implicit = lines
    .map((line) => /^debug1: Setting implicit ProxyCommand from ProxyJump: (.*)$/.exec(line)?.[1])
    .find((command) => command !== undefined)
  const jump = implicit === undefined ? null : jumpOf(implicit)
  const own = plain(lines).filter((line) => !isEchoOfProxy(line))
  const beyond = own.find(isRefusedChannel)
  if (beyond !== undefined && !beyond.includes('administratively prohibited')) {
    return failureAt([`ssh: ${beyond}`], target.name, target.host)
  }
  const name = jump ?? target.name
  const why: ConnectionProblem =
    beyond === undefined
      ? failureAt(own, name, jump === null ? target.host : `ssh://${jumpAddress(jump)}`)
      : { code: 'ssh-forwarding-refused', target: name }
  return { code: 'ssh-jump-failed', jump, why }
}

/** What the outer `ssh` says when the one on its way has ended. */
function isEchoOfProxy(line: string): boolean {
  return /^(kex_exchange_identification: |ssh_exchange_identification: |banner exchange: |Connection closed by UNKNOWN |Connection to UNKNOWN |stdio forwarding failed)/.test(
    line,
  )
}

/** From the command that OpenSSH makes of `ProxyJump`, as one would write it. */
function jumpOf(command: string): string {
  const words = command.split(' ')
  const after = (option: string): string | undefined =>
    words.includes(option) ? words[words.indexOf(option) + 1] : undefined
  const user = after('-l')
  const port = after('-p')
  const first = after('-J')
  return [
    ...(first === undefined ? [] : ['-J', first]),
    ...(port === undefined ? [] : ['-p', port]),
    `${user === undefined ? '' : `${user}@`}${words.at(-1) ?? ''}`,
  ].join(' ')
}

function jumpAddress(jump: string): string {
  const port = /(?:^| )-p (\d+) /.exec(jump)?.[1]
  return `${jump.split(' ').at(-1) ?? ''}${port === undefined ? '' : `:${port}`}`
}

function failureAt(lines: readonly string[], target: string, address: string): ConnectionProblem {
  const find = (pattern: RegExp): RegExpExecArray | null => {
    for (const line of lines) {
      const found = pattern.exec(line)
      if (found !== null) return found
    }
    return null
  }
  const has = (pattern: RegExp): boolean => find(pattern) !== null
  const detail = plain(lines).slice(-3).join('; ').replace(/\.$/, '')

  const key = find(/^debug1: Server host key: (?:ssh-)?(\S+) (SHA256:\S+)/)
  const fingerprint = key === null ? null : `${(key[1] ?? '').toUpperCase()} ${key[2] ?? ''}`
  if (has(/REVOKED HOST KEY DETECTED/)) return { code: 'ssh-host-key-revoked', target }
  if (lines.some(isChangedHostKey)) {
    const file = find(/^Offending .* key in (.*):\d+$/)?.[1]
    const name = find(/^Host key for (.*) has changed /)?.[1]
    const known = file === undefined || name === undefined ? null : { file, name }
    return { code: 'ssh-host-key-changed', target, fingerprint, known }
  }
  if (has(/^Host key verification failed\.|^No .* host key is known for /)) {
    return { code: 'ssh-host-key-unknown', target, fingerprint }
  }

  const refused = find(/Permission denied \(([^)]*)\)/)
  if (refused !== null) return refusalOf(lines, target, (refused[1] ?? '').split(','))
  if (has(/Too many authentication failures/)) {
    return { code: 'ssh-authentication-failed', target, detail: 'too many keys were tried' }
  }

  if (has(/^ssh: Could not resolve hostname |Name or service not known/)) {
    return { code: 'host-not-found', address }
  }
  if (has(/^ssh: .*Connection refused/)) return { code: 'connection-refused', address }
  if (has(/(Connection|Operation) timed out/)) return { code: 'connection-timeout', address }
  const unreachable = find(/^ssh: .*((?:No route to host|Network is unreachable|Host is down).*)$/)
  if (unreachable !== null) {
    return { code: 'host-unreachable', address, detail: unreachable[1] ?? '' }
  }
  return { code: 'ssh-failed', target, detail }
}

/** @param methods that would be taken */
function refusalOf(
  lines: readonly string[],
  target: string,
  methods: readonly string[],
): ConnectionProblem {
  // From an agent it needs no passphrase: it says itself why it doesn't sign.
  const accepted = lines
    .map((line) => /^debug1: Server accepts key: (.*?) [A-Z\d-]+ SHA256:\S+(.*)$/.exec(line))
    .findLast((found) => found !== null)
  const unsigned = lines.find((line) => /^(sign_and_send_pubkey: |Load key )/.test(line))
  if (accepted && unsigned === undefined && !accepted[2]?.includes('agent')) {
    return { code: 'ssh-passphrase-needed', target, key: accepted[1] ?? '' }
  }
  if (methods.includes('password') || methods.includes('keyboard-interactive')) {
    return { code: 'ssh-password-needed', target }
  }
  return { code: 'ssh-authentication-failed', target, detail: unsigned ?? '' }
}
