import { expect, it } from 'vitest'
import type { Container } from '../../../src/main/demo/host/container'
import { createDemoHost } from '../../../src/main/demo/host/host'
import type { DemoHost } from '../../../src/main/demo/host/host'
import { createRandom } from '../../../src/main/demo/host/random'
import { furnish } from '../../../src/main/demo/shop/furnish'
import { keptOf, keptWorld, restore } from '../../../src/main/demo/shop/kept-world'
import { live } from '../../../src/main/demo/shop/life'
import { createManualClock } from '../../support/world/manual-clock'

const minute = 60_000

it('is five products, each of which runs, with what stays down by intent', () => {
  const { host } = aShop()
  const products = [...host.containers.all()].map(({ config }) => config.labels['tagout.product'])

  expect([...new Set(products)]).toEqual([
    'Webshop',
    'Payments',
    'Warehouse',
    'Customer Portal',
    'Reporting',
  ])
  expect(
    [...host.containers.all()]
      .filter(({ state }) => state.status !== 'running')
      .map(({ name }) => name),
  ).toEqual(['webshop-migrate-1', 'warehouse-label-printer-1'])
})

it('lives the same life from the same seed, and another one from another', () => {
  expect(lifeOf(7)).toEqual(lifeOf(7))
  expect(lifeOf(7)).not.toEqual(lifeOf(8))
})

it('crashes and recovers, falls sick and gets well, at a calm pace', () => {
  const told = lifeOf(7, 60 * minute)
  const actions = told.map(([, action]) => action)

  expect(new Set(actions)).toEqual(
    new Set(['die', 'start', 'oom', 'health_status: unhealthy', 'health_status: healthy']),
  )
  const deaths = actions.filter((action) => action === 'die').length
  expect(deaths).toBeGreaterThan(20)
  expect(deaths).toBeLessThan(400)
})

it('is all well again once its life has ended and what ails it has passed', () => {
  const { host, clock, end } = aLivingShop(3)
  clock.pass(30 * minute)

  end()
  clock.pass(10 * minute)

  expect(troubled(host)).toEqual([])
})

it('leaves alone what is in maintenance, but for what a forgotten timer starts again, once', async () => {
  const { host, clock } = aLivingShop(5)
  const inWarehouse = [...host.containers.all()].filter(
    ({ config }) => config.labels['tagout.product'] === 'Warehouse',
  )
  for (const container of inWarehouse) host.update(container, { name: 'no', maximumRetryCount: 0 })
  const stopped = Promise.all(inWarehouse.map((container) => host.stop(container)))
  clock.pass(20_000)
  await stopped
  host.volumes.create('tagout.warehouse', { 'tagout.product.name': 'Warehouse' })
  const starts = startsOf(host, inWarehouse)

  clock.pass(39_000)
  expect(starts()).toEqual([])
  for (let step = 0; step < 20; step++) {
    clock.pass(minute)
    await settled()
  }
  expect(starts()).toEqual(['warehouse-stock-sync-1'])

  const drifted = host.containers.find('warehouse-stock-sync-1')
  if (drifted === null) throw new Error('It is gone')
  const again = host.stop(drifted)
  clock.pass(20_000)
  await again
  clock.pass(20 * minute)
  expect(starts()).toEqual(['warehouse-stock-sync-1'])
})

it('leaves alone what is on its way out of maintenance', async () => {
  const { host, clock } = aLivingShop(5)
  const drifter = host.containers.find('reporting-etl-1')
  if (drifter === null) throw new Error('It is not there')
  const stopped = host.stop(drifter)
  clock.pass(20_000)
  await stopped
  host.volumes.create('tagout.reporting', { 'tagout.product.name': 'Reporting' })
  host.volumes.create('tagout.reporting.exit', {})

  clock.pass(30 * minute)

  expect(drifter.state.status).toBe('exited')
})

it('is the same over the end of a process: what it was, what hangs on it, and how it goes on', () => {
  const { host, clock, random } = aLivingShop(9)
  clock.pass(7 * minute)
  host.volumes.create('tagout.payments', { 'tagout.product.name': 'Payments' })
  const kept = keptWorld.parse(JSON.parse(JSON.stringify(keptOf(host, random))))
  host.end()

  const next = createDemoHost(host.id, clock, createRandom(kept.host?.chance ?? 0))
  const told: string[] = []
  next.events.follow(({ action }) => told.push(action))
  if (kept.host !== null) restore(next, kept.host)

  expect(keptOf(next, createRandom(kept.host?.chance ?? 0))).toEqual(kept)
  expect(told).toEqual([])
  clock.pass(5 * minute)
  live(next, createRandom(kept.host?.chance ?? 0))
  clock.pass(20 * minute)
  expect(told).toContain('die')
})

it('does nothing more once its time has ended', () => {
  const { host, clock } = aLivingShop(9)
  clock.pass(minute)
  host.end()
  const told: string[] = []
  host.events.follow(({ action }) => told.push(action))

  clock.pass(60 * minute)

  expect(told).toEqual([])
})

function aShop(seed = 1) {
  const clock = createManualClock('2026-11-26T08:00:00.000Z')
  const random = createRandom(seed)
  const host = createDemoHost('the-shop', clock, random)
  furnish(host, random)
  return { clock, random, host }
}

function aLivingShop(seed: number) {
  const shop = aShop(seed)
  // What runs in it heeds signals as soon as it has come so far.
  shop.clock.pass(0)
  return { ...shop, end: live(shop.host, shop.random) }
}

/** What is told of it, but for the checks of its health. */
function lifeOf(
  seed: number,
  milliseconds = 20 * minute,
): readonly (readonly [number, string, string])[] {
  const { host, clock } = aLivingShop(seed)
  const told: [number, string, string][] = []
  host.events.follow(({ at, action, attributes }) => {
    if (!action.startsWith('exec_')) told.push([at, action, attributes.name ?? ''])
  })
  clock.pass(milliseconds)
  return told
}

function troubled(host: DemoHost): readonly string[] {
  return [...host.containers.all()]
    .filter(
      ({ state, restartPolicy: { name } }) =>
        state.health?.status === 'unhealthy' ||
        (name === 'always' && !state.stoppedByHand && state.status !== 'running'),
    )
    .map(({ name }) => name)
}

function startsOf(host: DemoHost, containers: readonly Container[]): () => readonly string[] {
  const started: string[] = []
  host.events.follow(({ action, id, attributes }) => {
    if (action === 'start' && containers.some((each) => each.id === id)) {
      started.push(attributes.name ?? '')
    }
  })
  return () => started
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}
