import { remoteSocketPath, sshDestination, usualRemoteSocket } from '../../shared/ssh-target'
import { addressOf } from '../docker/endpoint'
import type { SshEndpoint } from '../docker/endpoint'

/** An engine behind SSH, checked, so that no part of it is an option or means anything to a shell. */
export interface SshTarget {
  readonly destination: string
  /** null: as the SSH configuration has it. */
  readonly port: number | null
  /** Of the engine, on that host. */
  readonly socket: string
  /** As Docker writes it, with the socket where one was named. */
  readonly address: string
  /** Of the host alone. */
  readonly host: string
  /** What follows `ssh` on a command line. */
  readonly name: string
}

/** null: it is none that can be handed to `ssh`. */
export function sshTarget(endpoint: SshEndpoint): SshTarget | null {
  const { destination, port } = endpoint
  const socket = endpoint.socket ?? usualRemoteSocket
  const isPort = port === null || (Number.isInteger(port) && port > 0 && port < 65_536)
  if (!isPort || !sshDestination.safeParse(destination).success) return null
  if (!remoteSocketPath.safeParse(socket).success) return null
  const name = port === null ? destination : `-p ${port} ${destination}`
  const host = addressOf({ ...endpoint, socket: null })
  return { destination, port, socket, address: addressOf(endpoint), host, name }
}
