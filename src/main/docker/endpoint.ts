/** Where a daemon listens, read from a Docker address or context. */
export type Endpoint = DirectEndpoint | SshEndpoint

/** One that this process connects to itself. */
export type DirectEndpoint = SocketEndpoint | TcpEndpoint

interface SocketEndpoint {
  readonly kind: 'socket'
  /** Of a Unix socket or a Windows pipe. */
  readonly path: string
}

interface TcpEndpoint {
  readonly kind: 'tcp'
  readonly host: string
  readonly port: number
  /** null: plain HTTP. */
  readonly tls: Tls | null
}

export interface SshEndpoint {
  readonly kind: 'ssh'
  /** `user@host`, `host`, or a name of the SSH configuration. */
  readonly destination: string
  /** null: as the SSH configuration has it. */
  readonly port: number | null
  /** Path of the engine's socket on that host; null: the usual one. */
  readonly socket: string | null
}

/** PEM; what is null is left to the system. */
export interface Tls {
  readonly ca: string | null
  readonly cert: string | null
  readonly key: string | null
  /** Whether the engine's certificate is checked. */
  readonly verify: boolean
}

/** For messages, as Docker writes it. */
export function addressOf(endpoint: Endpoint): string {
  if (endpoint.kind === 'ssh') {
    const { destination, port, socket } = endpoint
    const host = destination.slice(destination.lastIndexOf('@') + 1)
    const user = destination.slice(0, destination.length - host.length)
    const shown = host.includes(':') ? `[${host}]` : host
    return `ssh://${user}${shown}${port === null ? '' : `:${port}`}${socket ?? ''}`
  }
  if (endpoint.kind === 'tcp') {
    const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host
    return `tcp://${host}:${endpoint.port}`
  }
  return endpoint.path.startsWith('/') && !endpoint.path.startsWith('//')
    ? `unix://${endpoint.path}`
    : `npipe://${endpoint.path}`
}
