import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { DemoHost } from '../host/host'
import { createApiServer } from './server'
import type { Gate } from './server'

export interface HostServer {
  /** Breaks every connection, as a daemon that crashes does; new ones are taken at once. */
  disconnect(): void
  close(): Promise<void>
}

const open: Gate = () => Promise.resolve(true)

/**
 * Serves the host's API at a Unix socket or a Windows pipe. Rejects when it can't listen there.
 * Whoever can open the path may ask: its folder has to be its owner's alone.
 */
export async function serveHost(
  host: DemoHost,
  socketPath: string,
  gate: Gate = open,
): Promise<HostServer> {
  const server = createApiServer(host, gate)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // One that went away is no matter.
    socket.on('error', () => undefined)
  })
  server.listen(socketPath)
  await once(server, 'listening')

  function disconnect(): void {
    for (const socket of sockets) socket.destroy()
  }
  return {
    disconnect,
    async close() {
      const closed = once(server, 'close')
      server.close()
      disconnect()
      await closed
    },
  }
}
