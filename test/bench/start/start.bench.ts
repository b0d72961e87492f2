import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDockerd } from '../../support/dockerd'
import type { Dockerd } from '../../support/dockerd'
import { importStubImage } from '../../support/image'
import { theShop } from '../../support/shop'
import { start } from './app'
import type { App, Times } from './app'
import { printed } from './table'
import type { Measured } from './table'

const rounds = Number(process.env.TAGOUT_BENCH_ROUNDS ?? '10')
const checkout = resolve(import.meta.dirname, '../../..')
const results = join(checkout, 'bench-results')

let dockerd: Dockerd
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagout-start-'))
  dockerd = await startDockerd()
  await importStubImage(dockerd.docker)
  await theShop(dockerd.docker)
})
afterAll(async () => {
  await dockerd.cleanUp()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

function apps(): { readonly empty: App; readonly tagout: App } {
  const dockerHost = `unix://${dockerd.socket}`
  return {
    empty: {
      name: 'the empty window',
      folder: join(import.meta.dirname, 'empty-window'),
      profile: join(folder, 'empty'),
      dockerHost,
      tells: ['first-contentful-paint'],
    },
    tagout: {
      name: 'Tagout',
      folder: checkout,
      profile: join(folder, 'tagout'),
      dockerHost,
      tells: ['first-contentful-paint', 'heading', 'product'],
    },
  }
}

it('warm, beside an empty window', async () => {
  // The first start makes the profile, and the second one keeps what it has compiled.
  for (const app of Object.values(apps())) for (let time = 0; time < 2; time++) await start(app)

  const measured = await takingTurns(() => undefined)

  await report('warm', measured)
})

it('for the first time, beside an empty window', async () => {
  const measured = await takingTurns(({ profile }) =>
    rm(profile, { recursive: true, force: true, maxRetries: 5 }),
  )

  await report('first', measured)
})

it('cold, beside an empty window', async () => {
  const refusal = dropCaches()
  if (refusal !== null) {
    const why = `NOT MEASURED: a cold start. The system's caches can't be dropped here: ${refusal}\n`
    process.stdout.write(`\n${why}`)
    throw new Error(why)
  }

  for (const app of Object.values(apps())) await start(app)
  const measured = await takingTurns(dropCaches)

  await report('cold', measured)
})

/** Within each round, so that what else the machine does meets both. */
async function takingTurns(before: (app: App) => unknown): Promise<Measured> {
  const { empty, tagout } = apps()
  const measured: { readonly empty: Times[]; readonly tagout: Times[] } = { empty: [], tagout: [] }
  for (let round = 0; round < rounds; round++) {
    const turns = [() => turn(empty, measured.empty), () => turn(tagout, measured.tagout)]
    for (const take of round % 2 === 0 ? turns : turns.reverse()) await take()
  }
  return measured

  async function turn(app: App, times: Times[]): Promise<void> {
    await before(app)
    times.push(await start(app))
  }
}

/** Whatever was read from a disk is read anew. Yields why it can't be so, if it can't. */
function dropCaches(): string | null {
  try {
    execFileSync('sh', ['-c', 'sync && echo 3 > /proc/sys/vm/drop_caches'], { stdio: 'pipe' })
    return null
  } catch (error) {
    return String(error)
  }
}

async function report(how: 'warm' | 'first' | 'cold', measured: Measured): Promise<void> {
  process.stdout.write(`\n${printed(how, measured)}\n`)
  await mkdir(results, { recursive: true })
  await writeFile(join(results, `start-${how}.json`), `${JSON.stringify(measured, null, 2)}\n`)
  expect(measured.tagout.length).toBe(rounds)
}
