import { remoteSocketPath, sshDestination } from '../../shared/ssh-target'
import type { Endpoint, SshEndpoint, Tls } from './endpoint'

/**
 * Reads what stands in `DOCKER_HOST` or in a context. null: not an address, or one of a kind that
 * Tagout doesn't speak (`http://`, `fd://`, a password in `ssh://`).
 *
 * @param tls for TCP
 */
export function endpointAt(address: string, tls: Tls | null): Endpoint | null {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(address)?.[1]
  if (socket !== undefined) return { kind: 'socket', path: socket }

  if (address === '') return null
  if (address.startsWith('ssh://')) return sshEndpointAt(address)
  const withScheme = address.includes('://') ? address : `tcp://${address}`
  const tcp = /^tcp:\/\/(?:\[([\da-fA-F:.]+)\]|([^/:@[\]\s]*))(?::(\d{1,5}))?\/?$/.exec(withScheme)
  if (tcp === null) return null
  const host = tcp[1] ?? tcp[2] ?? ''
  const port = Number(tcp[3] ?? (tls === null ? 2375 : 2376))
  return { kind: 'tcp', host: host === '' ? '127.0.0.1' : host, port, tls }
}

/** `ssh://user@host:port/path`, of which the host alone has to be there, as the command line has it. */
function sshEndpointAt(address: string): SshEndpoint | null {
  const parts =
    /^ssh:\/\/(?:([^/@:]+)@)?(?:\[([\da-fA-F:.%]+)\]|([^/:@[\]\s]+))(?::(\d{1,5}))?(\/.*)?$/.exec(
      address,
    )
  if (parts === null) return null
  const user = decoded(parts[1])
  const host = parts[2] ?? parts[3] ?? ''
  const destination = user === undefined ? host : `${user}@${host}`
  const port = parts[4] === undefined ? null : Number(parts[4])
  const socket = parts[5] === undefined || parts[5] === '/' ? null : parts[5]
  if (!sshDestination.safeParse(destination).success || (port ?? 22) > 65_535) return null
  if (socket !== null && !remoteSocketPath.safeParse(socket).success) return null
  return { kind: 'ssh', destination, port, socket }
}

/** What is no encoding is meant as it is. */
function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part)
  } catch {
    return part
  }
}

/** For messages: what stands between `user:` and `@` is nobody's business. */
export function withoutPassword(address: string): string {
  return address.replace(/^([^/]*\/\/)?([^/@:]*):[^/@]*@/, '$1$2@')
}
