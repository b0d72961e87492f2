import type Docker from 'dockerode'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { stubImage } from '../support/image'
import { namesIn } from './workloads'
import type { Workload } from './workloads'

export type Verb = 'stop' | 'start'

/** One call of the command line with all the containers, as an administrator would do it. */
export function dockerCommand(socket: string, verb: Verb, workload: Workload): Promise<number> {
  return timed(() => run('docker', ['-H', `unix://${socket}`, verb, ...namesIn(workload)]))
}

/** Compose's command line as it is installed, the plugin first; null where there is none. */
export function composeCommand(): readonly [string, ...string[]] | null {
  const candidates = [['docker', 'compose'] as const, ['docker-compose'] as const]
  const answers = ([command, ...args]: readonly [string, ...string[]]): boolean =>
    spawnSync(command, [...args, 'version']).status === 0
  return candidates.find(answers) ?? null
}

/** The same containers as a Compose project. */
export async function compose(
  [command, ...args]: readonly [string, ...string[]],
  socket: string,
  verb: Verb,
  workload: Workload,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tagout-bench-'))
  const file = join(folder, 'compose.yaml')
  const services = Object.fromEntries(
    workload.blueprints.map(({ service, dependsOn = {} }) => [
      service,
      { image: stubImage, network_mode: 'none', depends_on: Object.keys(dependsOn) },
    ]),
  )
  try {
    await writeFile(file, JSON.stringify({ version: '2.4', services }))
    const project = ['-p', 'bench', '-f', file, verb]
    return await timed(() => run(command, [...args, ...project], `unix://${socket}`))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Straight through the engine's API. */
export function startFourAtOnce(docker: Docker, workload: Workload): Promise<number> {
  const queue = [...namesIn(workload)]
  async function work(): Promise<void> {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      await docker.getContainer(name).start()
    }
  }
  return timed(() => Promise.all(Array.from({ length: 4 }, work)))
}

/** One container after the other: yields by name what each took alone. */
export async function oneByOne(
  docker: Docker,
  verb: Verb,
  workload: Workload,
): Promise<ReadonlyMap<string, number>> {
  const names = namesIn(workload)
  const took = new Map<string, number>()
  for (const name of verb === 'stop' ? names.toReversed() : names) {
    took.set(
      name,
      await timed(async () => {
        const container = docker.getContainer(name)
        await (verb === 'stop' ? container.stop() : container.start())
      }),
    )
  }
  return took
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function run(command: string, args: readonly string[], host?: string): Promise<void> {
  const env = { ...process.env, DOCKER_HOST: host, COMPOSE_HTTP_TIMEOUT: '600' }
  await promisify(execFile)(command, [...args], { env, maxBuffer: 64 * 1024 * 1024 })
}
