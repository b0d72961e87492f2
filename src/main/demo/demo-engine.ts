import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from '../maintenance/ports'
import type { JsonFile } from '../storage/json-file'
import { serveHost } from './api/serve'
import type { HostServer } from './api/serve'
import type { HostEvent } from './host/events'
import { createDemoHost } from './host/host'
import type { DemoHost } from './host/host'
import { createRandom } from './host/random'
import type { Random } from './host/random'
import { furnish } from './shop/furnish'
import { keptOf, restore } from './shop/kept-world'
import type { KeptWorld } from './shop/kept-world'
import { live } from './shop/life'

export interface DemoEnginePorts {
  /** A Unix socket's, in a folder that is the demo's own, or a Windows pipe's. */
  readonly socketPath: string
  readonly clock: Clock
  /** Has the shop from one start to the next. */
  readonly file: JsonFile<KeptWorld>
  /** Of what happens by itself; by chance, without one. The same seed makes the same happen. */
  readonly seed?: number
  /** Whether anything happens by itself; it does, by default. */
  readonly isLively?: boolean
}

/** A shop behind the Docker Engine API, with no Docker. */
export interface DemoEngine {
  readonly socketPath: string
  /** As at the beginning: whatever hung on it is gone. Breaks every connection. */
  reset(): Promise<void>
  /** The shop is kept as it is. */
  close(): Promise<void>
}

interface Up {
  readonly host: DemoHost
  readonly server: HostServer
  /** Its time stands still from now on. */
  end(): Promise<void>
}

/** Milliseconds: what happens in this time is written once. */
const writtenAfter = 1000

/** Serves the shop as it was left, or a new one. Rejects when it can't listen there. */
export async function startDemoEngine(ports: DemoEnginePorts): Promise<DemoEngine> {
  const { socketPath, file } = ports
  let up = await boot(ports, file.get().host)
  return {
    socketPath,
    async reset() {
      const { id } = up.host
      await up.end()
      up = await boot(ports, null, id)
    },
    close: () => up.end(),
  }
}

async function boot(
  {
    socketPath,
    clock,
    file,
    seed = randomBytes(4).readUInt32LE(),
    isLively = true,
  }: DemoEnginePorts,
  kept: KeptWorld['host'],
  id = kept?.id ?? randomUUID(),
): Promise<Up> {
  const random = createRandom(kept?.chance ?? seed)
  const host = createDemoHost(id, clock, random)
  if (kept === null) furnish(host, random)
  else restore(host, kept)
  const stopKeeping = keep(host, random, file)
  const endLife = isLively ? live(host, random) : () => undefined
  const server = await serve(host, socketPath)
  return {
    host,
    server,
    async end() {
      endLife()
      stopKeeping()
      host.end()
      await server.close()
    },
  }
}

/** What a Tagout that was killed left at the path is in the way. */
async function serve(host: DemoHost, socketPath: string): Promise<HostServer> {
  if (process.platform !== 'win32') {
    await mkdir(dirname(socketPath), { recursive: true, mode: 0o700 })
    await rm(socketPath, { force: true })
  }
  return serveHost(host, socketPath)
}

/**
 * A volume, on which everything hangs, is written before whoever asked for it is answered, and all
 * else with it; the rest a little later. Yields what writes it once more, and then no more.
 */
function keep(host: DemoHost, random: Random, file: JsonFile<KeptWorld>): () => void {
  let cancel: (() => void) | null = null
  function write(): void {
    cancel?.()
    cancel = null
    file.set(keptOf(host, random))
  }
  function noted({ type, action }: HostEvent): void {
    if (type === 'volume') write()
    else if (!action.startsWith('exec_')) cancel ??= host.clock.after(writtenAfter, write)
  }
  write()
  const unfollow = host.events.follow(noted)
  return () => {
    unfollow()
    write()
  }
}
