import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'

/** A way to a daemon's socket over TCP that can be cut. */
export interface Gateway {
  readonly port: number
  /** All connections at once, as when a cable is pulled out of a switch that resets them. */
  cut(): void
  /**
   * Cuts, and lets nobody through until the yielded function is called. `silent`: nothing is reset,
   * as when packets are dropped; what was sent meanwhile arrives then.
   */
  block(how: 'cut' | 'silent'): () => void
  close(): Promise<void>
}

export async function openGateway(socket: string): Promise<Gateway> {
  const open = new Map<Socket, Socket>()
  let blocked: 'no' | 'cut' | 'silent' = 'no'
  const accept = (client: Socket): void => {
    if (blocked === 'cut') {
      client.destroy()
      return
    }
    const engine = connect(socket)
    for (const [one, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      open.set(one, other)
      if (blocked === 'no') one.pipe(other)
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
    for (const each of open.keys()) each.destroy()
  }
  return {
    port,
    cut,
    block(how) {
      blocked = how
      if (how === 'cut') cut()
      for (const [one, other] of open) one.unpipe(other)
      return () => {
        blocked = 'no'
        for (const [one, other] of open) one.pipe(other)
      }
    },
    async close() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}
