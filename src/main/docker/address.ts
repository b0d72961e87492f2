import type { Endpoint, Tls } from './endpoint'

/**
 * Reads what stands in `DOCKER_HOST` or in a context. null: not an address, or one of a kind that
 * Tagout doesn't speak (`ssh://`, `http://`, `fd://`).
 *
 * @param tls for TCP
 */
export function endpointAt(address: string, tls: Tls | null): Endpoint | null {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(address)?.[1]
  if (socket !== undefined) return { kind: 'socket', path: socket }

  if (address === '') return null
  const withScheme = address.includes('://') ? address : `tcp://${address}`
  const tcp = /^tcp:\/\/(?:\[([\da-fA-F:.]+)\]|([^/:@[\]\s]*))(?::(\d{1,5}))?\/?$/.exec(withScheme)
  if (tcp === null) return null
  const host = tcp[1] ?? tcp[2] ?? ''
  const port = Number(tcp[3] ?? (tls === null ? 2375 : 2376))
  return { kind: 'tcp', host: host === '' ? '127.0.0.1' : host, port, tls }
}

/** For messages: what stands between `user:` and `@` is nobody's business. */
export function withoutPassword(address: string): string {
  return address.replace(/^([^/]*\/\/)?([^/@:]*):[^/@]*@/, '$1$2@')
}
