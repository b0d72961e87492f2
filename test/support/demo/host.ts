import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../src/main/clock'
import { serveHost } from '../../../src/main/demo/api/serve'
import type { HostServer } from '../../../src/main/demo/api/serve'
import type { Gate } from '../../../src/main/demo/api/server'
import { createDemoHost } from '../../../src/main/demo/host/host'
import type { DemoHost } from '../../../src/main/demo/host/host'
import { createRandom } from '../../../src/main/demo/host/random'

/** A demo host without products, served at a socket of its own. */
export interface ServedHost extends HostServer {
  readonly host: DemoHost
  readonly socket: string
}

/** @param gate what each request meets first */
export async function serveEmptyHost(gate?: Gate, seed = 1): Promise<ServedHost> {
  const folder = await mkdtemp(join(tmpdir(), 'tagout-demo-'))
  const socket = join(folder, 's')
  const host = createDemoHost(randomUUID(), systemClock, createRandom(seed))
  const server = await serveHost(host, socket, gate)
  return {
    ...server,
    host,
    socket,
    async close() {
      host.end()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
