import type Docker from 'dockerode'
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it } from 'vitest'
import DockerClient from 'dockerode'
import { wipe } from '../support/containers'
import { connectTagout } from './tagout'
import { deep, deploy, quick, spread } from './workloads'
import type { Workload } from './workloads'

const rounds = 3
const results = resolve(import.meta.dirname, '../../bench-results')
const sizes = (process.env.TAGOUT_BENCH_SIZES ?? '20,60').split(',').map(Number)
const workloads = [...sizes.flatMap((size) => [quick(size), spread(size)]), deep()]

interface Figures {
  readonly workload: string
  /** Milliseconds, medians. */
  readonly enter: number
  readonly dockerStop: number
  readonly exit: number
  readonly dockerStart: number
  readonly fourAtOnce: number
  /** The longest chain of its own containers' stop times; null without dependencies. */
  readonly criticalPath: number | null
}

it.each(workloads)('$name, side by side with docker stop and docker start', async (workload) => {
  const socket = inject('dockerSocket')
  const docker = new DockerClient({ socketPath: socket, host: undefined })
  await wipe(docker)
  await deploy(docker, workload)
  const tagout = await connectTagout(socket)

  const runs: Record<Exclude<keyof Figures, 'workload' | 'criticalPath'>, number[]> = {
    enter: [],
    dockerStop: [],
    exit: [],
    dockerStart: [],
    fourAtOnce: [],
  }
  for (let round = 0; round < rounds; round++) {
    runs.enter.push(await tagout.change('bench', 'Maintenance'))
    runs.exit.push(await tagout.change('bench', 'Normal'))
    await allRun(docker, workload)
    runs.dockerStop.push(await command(socket, 'stop', workload))
    runs.dockerStart.push(await command(socket, 'start', workload))
    await command(socket, 'stop', workload)
    runs.fourAtOnce.push(await startFourAtOnce(docker, workload))
  }
  tagout.close()

  const figures: Figures = {
    workload: workload.name,
    enter: median(runs.enter),
    dockerStop: median(runs.dockerStop),
    exit: median(runs.exit),
    dockerStart: median(runs.dockerStart),
    fourAtOnce: median(runs.fourAtOnce),
    criticalPath: await criticalPathOf(docker, workload),
  }
  report(figures)
  await mkdir(results, { recursive: true })
  const file = join(results, `${workload.name.replaceAll(' ', '-')}.json`)
  await writeFile(file, JSON.stringify(figures, null, 2))
  await wipe(docker)
  expect(runs.enter.length).toBe(rounds)
})

function report(figures: Figures): void {
  const { workload, enter, dockerStop, exit, dockerStart, fourAtOnce, criticalPath } = figures
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`
  const lines = [
    workload,
    `  enter ${seconds(enter)} = ${(enter / dockerStop).toFixed(2)} x docker stop (${seconds(dockerStop)})`,
    `  exit  ${seconds(exit)} = ${(dockerStart / exit).toFixed(2)} x as fast as docker start (${seconds(dockerStart)}), ${(exit / fourAtOnce).toFixed(2)} x four at once (${seconds(fourAtOnce)})`,
    ...(criticalPath === null
      ? []
      : [
          `  enter = ${(enter / criticalPath).toFixed(2)} x the critical path (${seconds(criticalPath)})`,
        ]),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** One call of the command line with all the containers, as an administrator would do it. */
async function command(
  socket: string,
  verb: 'stop' | 'start',
  { blueprints }: Workload,
): Promise<number> {
  const names = blueprints.map(({ service }) => `bench-${service}-1`)
  const began = performance.now()
  await promisify(execFile)('docker', ['-H', `unix://${socket}`, verb, ...names])
  return performance.now() - began
}

async function startFourAtOnce(docker: Docker, { blueprints }: Workload): Promise<number> {
  const queue = blueprints.map(({ service }) => `bench-${service}-1`)
  const began = performance.now()
  async function work(): Promise<void> {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      await docker.getContainer(name).start()
    }
  }
  await Promise.all(Array.from({ length: 4 }, work))
  return performance.now() - began
}

/** What each takes to stop alone, added along the levels: all of a level are alike. */
async function criticalPathOf(docker: Docker, { blueprints }: Workload): Promise<number | null> {
  if (!blueprints.some(({ dependsOn }) => dependsOn !== undefined)) return null
  let sum = 0
  for (const { service } of blueprints.filter((_, index) => index % 2 === 0).reverse()) {
    const began = performance.now()
    await docker.getContainer(`bench-${service}-1`).stop()
    sum += performance.now() - began
  }
  return sum
}

async function allRun(docker: Docker, { blueprints }: Workload): Promise<void> {
  const running = await docker.listContainers()
  expect(running.length).toBe(blueprints.length)
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN
}
