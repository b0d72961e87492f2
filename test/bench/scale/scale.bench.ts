import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { launchTagout } from '../../e2e/tagout'
import { spawnLoad } from '../../support/demo/spawn-load'
import type { LoadProcess } from '../../support/demo/spawn-load'
import { listAndGroup } from './main'
import { delaysAt, productsShown, scrollThrough } from './screen'
import type { Delays, Scrolled } from './screen'
import { memoryOf, processorOver } from './usage'

const isQuick = process.env.TAGOUT_BENCH_QUICK === '1'
const ofAProduct = 20
const sizes = isQuick
  ? [{ hosts: 4, containers: 500 }]
  : [
      { hosts: 1, containers: 1_000 },
      { hosts: 20, containers: 500 },
      { hosts: 1, containers: 10_000 },
      { hosts: 100, containers: 1_000 },
    ]
const rates = isQuick ? [1, 100] : [1, 100, 1000]
const probes = isQuick ? 15 : 60
const idleSeconds = isQuick ? 5 : 30
/** An event a second for an hour. */
const replayed = isQuick ? 500 : 3600
const replayedPerSecond = 500

interface Figures {
  readonly size: string
  readonly list: number
  readonly group: number
  readonly firstPaint: number
  readonly scroll: Scrolled
  readonly idle: { readonly app: number; readonly engines: number }
  readonly delays: Readonly<Record<string, Delays>>
  readonly before: { readonly main: number; readonly renderer: number }
  readonly after: { readonly main: number; readonly renderer: number }
}

const all: Figures[] = []
const results = resolve(import.meta.dirname, '../../../bench-results')

it.each(sizes)('$hosts × $containers containers', async ({ hosts, containers }) => {
  const load = await spawnLoad({ hosts, containers, ofAProduct, seed: 1 })
  try {
    all.push(await measured(`${hosts} × ${containers}`, load, hosts * containers))
  } finally {
    await load.close()
  }
  expect(all.length).toBeGreaterThan(0)
  process.stdout.write(printed(all))
  await mkdir(results, { recursive: true })
  await writeFile(join(results, 'scale.json'), `${JSON.stringify(all, null, 2)}\n`)
})

async function measured(size: string, load: LoadProcess, containers: number): Promise<Figures> {
  const [first] = load.sockets
  if (first === undefined) throw new Error('There is no host')
  const { list, group } = await listAndGroup(first)
  const profile = await mkdtemp(join(tmpdir(), 'tagout-scale-'))
  await writeFile(join(profile, 'environments.json'), environmentsOf(load.sockets))
  const began = performance.now()
  const tagout = await launchTagout({ profile })
  const { app, page } = tagout
  try {
    await productsShown(page, containers / ofAProduct)
    const firstPaint = performance.now() - began
    const scroll = await scrollThrough(page, isQuick ? 4 : 10)
    const idle = await processorOver(app, load.pid, idleSeconds)
    const before = await memoryOf(app)
    await page.evaluate(() => {
      window.location.hash = '#/product/host-0/product-0'
    })
    await page.getByText('p0-0-web-1').waitFor()
    const delays: Record<string, Delays> = {}
    for (const rate of rates) {
      delays[rate] = await delaysAt(rate, { page, load, container: 'p0-0-web-1', probes })
    }
    load.run(replayedPerSecond)
    await page.waitForTimeout((replayed / replayedPerSecond) * 1000)
    await load.end()
    await page.waitForTimeout(2000)
    const after = await memoryOf(app)
    return { size, list, group, firstPaint, scroll, idle, delays, before, after }
  } finally {
    await tagout.close()
    await rm(profile, { recursive: true, force: true })
  }
}

function environmentsOf(sockets: readonly string[]): string {
  const environments = sockets.map((path, index) => ({
    id: `host-${index}`,
    name: `Host ${index}`,
    reach: { kind: 'socket', path },
    sealedKey: null,
  }))
  const value = { version: 1, isChosen: true, environments, engines: {}, removed: [] }
  return JSON.stringify({ value })
}

function printed(figures: readonly Figures[]): string {
  const whole = (value: number): string => value.toFixed(0)
  const rows = figures.map(
    ({ size, list, group, firstPaint, scroll, idle, delays, before, after }) => ({
      'hosts × containers': size,
      'list ms (one host)': whole(list),
      'group ms (one host)': whole(group),
      'spawn to all products ms': whole(firstPaint),
      'frames > 50 ms': `${scroll.over50} of ${scroll.frames}, longest ${scroll.longest}`,
      [`idle % of a core over ${idleSeconds} s`]: idle.app.toFixed(2),
      'engines idle %': idle.engines.toFixed(2),
      ...Object.fromEntries(
        Object.entries(delays).map(([rate, { p50, p95, p99, unseen }]) => [
          `event to screen at ${rate}/s, p50 p95 p99 ms`,
          `${whole(p50)} ${whole(p95)} ${whole(p99)}${unseen === 0 ? '' : ` (${unseen} unseen)`}`,
        ]),
      ),
      'main MB': `${whole(before.main)}, after ${replayed} events ${whole(after.main)}`,
      'renderer MB': `${whole(before.renderer)}, after ${whole(after.renderer)}`,
    }),
  )
  const titles = Object.keys(rows[0] ?? {})
  const widest = Math.max(...titles.map(({ length }) => length))
  const lines = titles.map((title) =>
    [title.padEnd(widest), ...rows.map((row) => row[title as keyof typeof row].padStart(28))].join(
      '  ',
    ),
  )
  return `\n${lines.join('\n')}\n\n${targets}\n`
}

const targets =
  'To reach: event to screen p95 < 150; 20 × 500 idle < 1 %, no polling; 1 × 10000 list + group < 500, ' +
  'no rough scrolling, memory linear and < 15 MB per 1,000 containers.'
