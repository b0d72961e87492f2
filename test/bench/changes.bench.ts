import DockerClient from 'dockerode'
import type Docker from 'dockerode'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, inject, it } from 'vitest'
import { wipe } from '../support/containers'
import { eventually } from '../support/eventually'
import { median, printed, sideOf } from './figures'
import type { Figures, Measured } from './figures'
import { compose, composeCommand, dockerCommand, oneByOne, startFourAtOnce } from './rivals'
import { connectTagout } from './tagout'
import { deep, deploy, quick, spread } from './workloads'
import type { Workload } from './workloads'

const rounds = Number(process.env.TAGOUT_BENCH_ROUNDS ?? '3')
const sizes = (process.env.TAGOUT_BENCH_SIZES ?? '20,60,200').split(',').map(Number)
const workloads = [...sizes.flatMap((size) => [quick(size), spread(size)]), deep()]
const results = resolve(import.meta.dirname, '../../bench-results')

it.each(workloads)('$name, side by side with docker, compose and one by one', async (workload) => {
  const socket = inject('dockerSocket')
  const docker = new DockerClient({ socketPath: socket, host: undefined })
  await wipe(docker)
  await deploy(docker, workload)

  const figures = await measured(workload, socket, docker)

  process.stdout.write(`${printed(figures)}\n`)
  await mkdir(results, { recursive: true })
  const file = join(results, `${workload.name.replaceAll(' ', '-')}.json`)
  await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`)
  await wipe(docker)
})

/** Rivals take turns within each round, so that what else the machine does meets them all. */
async function measured(workload: Workload, socket: string, docker: Docker): Promise<Figures> {
  const composed = composeCommand()
  const stop: Measured = { tagout: [], docker: [], compose: [] }
  const start: Measured = { tagout: [], docker: [], compose: [] }
  const fourAtOnce: number[] = []
  const tagout = await connectTagout(socket)
  for (let round = 0; round < rounds; round++) {
    stop.tagout.push(await tagout.change('bench', 'Maintenance'))
    await running(docker, 0)
    start.tagout.push(await tagout.change('bench', 'Normal'))
    await running(docker, workload.blueprints.length)
    stop.docker.push(await dockerCommand(socket, 'stop', workload))
    start.docker.push(await dockerCommand(socket, 'start', workload))
    await running(docker, workload.blueprints.length)
    if (composed !== null) {
      stop.compose.push(await compose(composed, socket, 'stop', workload))
      await running(docker, 0)
      start.compose.push(await compose(composed, socket, 'start', workload))
      await running(docker, workload.blueprints.length)
    }
    await dockerCommand(socket, 'stop', workload)
    fourAtOnce.push(await startFourAtOnce(docker, workload))
  }
  tagout.close()
  const stops = await oneByOne(docker, 'stop', workload)
  const starts = await oneByOne(docker, 'start', workload)
  return {
    workload: workload.name,
    rounds,
    stop: sideOf(stop, stops, workload),
    start: { ...sideOf(start, starts, workload), fourAtOnce: median(fourAtOnce) },
  }
}

/** What was measured did what it says. */
async function running(docker: Docker, count: number): Promise<void> {
  const found = await eventually(
    async () => {
      const { length } = await docker.listContainers()
      return length === count ? { length } : null
    },
    { within: 60_000, what: `${count} containers run` },
  )
  expect(found.length).toBe(count)
}
