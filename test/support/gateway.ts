import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'

/** A way to a daemon's socket over TCP that can be cut. */
export interface Gateway {
  readonly port: number
  /** All connections at once, as when a cable is pulled out of a switch that resets them. */
  cut(): void
  close(): Promise<void>
}

export async function openGateway(socket: string): Promise<Gateway> {
  const open = new Set<Socket>()
  const accept = (client: Socket): void => {
    const engine = connect(socket)
    for (const [one, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  }
  const server = createServer(accept)
  const port = await listen(server)

  function cut(): void {
    for (const each of open) each.destroy()
  }
  return {
    port,
    cut,
    async close() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}

/** One that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  server.close()
  await once(server, 'close')
  return port
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}
