import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConnectionProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Endpoint } from '../docker/endpoint'
import type { Clock } from '../maintenance/ports'
import { openJsonFile } from '../storage/json-file'
import type { JsonFilePorts } from '../storage/json-file'
import type { DemoEngine } from './demo-engine'

export interface DemoPorts {
  readonly files: JsonFilePorts
  readonly clock: Clock
  /** Whether anything happens in it by itself. */
  readonly isLively: boolean
}

/** The demo engine as an environment needs it: nothing of it is loaded before it is asked for. */
export interface Demo {
  /** Where it listens; it begins when it doesn't run. Answers `demo-failed`. */
  endpoint(): Promise<Result<Endpoint, ConnectionProblem>>
  /** As at the beginning. Answers `demo-failed`. */
  reset(): Promise<Result<void, ConnectionProblem>>
  /** It is kept, and begins again when it is asked for. */
  rest(): void
}

export function createDemo(ports: DemoPorts): Demo {
  let running: Promise<DemoEngine> | null = null
  /** One at a time listens at the path. */
  let closed = Promise.resolve()

  async function begun(): Promise<Result<DemoEngine, ConnectionProblem>> {
    running ??= closed.then(() => start(ports))
    const mine = running
    try {
      return ok(await mine)
    } catch (error) {
      if (running === mine) running = null
      const detail = error instanceof Error ? error.message : String(error)
      return failed({ code: 'demo-failed', detail })
    }
  }

  return {
    async endpoint() {
      const engine = await begun()
      return engine.ok ? ok({ kind: 'socket', path: engine.value.socketPath }) : engine
    },
    async reset() {
      const engine = await begun()
      if (!engine.ok) return engine
      running = engine.value.reset().then(() => engine.value)
      const reset = await begun()
      return reset.ok ? ok() : reset
    },
    rest() {
      if (running === null) return
      closed = running.then(
        (engine) => engine.close(),
        () => undefined,
      )
      running = null
    },
  }
}

async function start({ files, clock, isLively }: DemoPorts): Promise<DemoEngine> {
  const [{ startDemoEngine }, { freshWorld, keptWorld }] = await Promise.all([
    import('./demo-engine'),
    import('./shop/kept-world'),
  ])
  const file = openJsonFile('demo', keptWorld, freshWorld, files)
  const socketPath = await socketPathIn(files.folder)
  return startDemoEngine({ socketPath, clock, file, isLively })
}

/** The address of a Unix socket has 104 characters on some systems, 108 on others. */
const longestAddress = 100

/** In the profile, which only one Tagout uses at a time; or in a folder that is nobody else's. */
async function socketPathIn(profile: string): Promise<string> {
  if (process.platform === 'win32') return `//./pipe/tagout-demo-${process.pid}`
  const path = join(profile, 'demo', 'engine.sock')
  if (Buffer.byteLength(path) <= longestAddress) return path
  return join(await mkdtemp(join(tmpdir(), 'tagout-')), 'demo.sock')
}
