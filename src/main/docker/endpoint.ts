/** Where a daemon listens, read from a Docker address or context. */
export type Endpoint = SocketEndpoint | TcpEndpoint

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
  if (endpoint.kind === 'tcp') {
    const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host
    return `tcp://${host}:${endpoint.port}`
  }
  return endpoint.path.startsWith('/') && !endpoint.path.startsWith('//')
    ? `unix://${endpoint.path}`
    : `npipe://${endpoint.path}`
}
