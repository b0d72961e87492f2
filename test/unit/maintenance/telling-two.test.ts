import { describe, expect, it } from 'vitest'
import { containers, idOf } from '../../support/world/containers'
import { shown, told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers('db@always', 'web>db@always')
/** Longer than the patience of a Tagout that sees nothing move. */
const grace = 600_000
/** What its setter may take, at most. */
const longest = 30_000
/** How long another waits for something to move, with the longest stop. */
const patience = 70_000

async function passed(world: World, milliseconds: number): Promise<void> {
  world.clock.pass(milliseconds)
  await world.settled()
}

describe('Another Tagout', () => {
  it('leaves the product its grace period', async () => {
    const world = aWorld(shop)
    const receiver = world.toldBy(['one'], grace)
    const [one, two] = [world.started('one'), world.started('two')]
    const answer = one.enter()
    await world.settled()

    await passed(world, grace - 1)
    const before = { log: [...world.host.log], shown: shown(two.change()) }
    await passed(world, 1)

    expect({
      before,
      told: told(await answer),
      heard: receiver.heard,
      shown: shown(two.change()),
    }).toEqual({
      before: { log: [], shown: 'elsewhere to Maintenance' },
      told: 'changed to Maintenance',
      heard: ['maintenance one.claim-1: db web'],
      shown: 'none',
    })
  })

  it('leaves it, too, when something of the product ends by itself', async () => {
    const world = aWorld(shop)
    world.toldBy(['one'], grace)
    const [one] = [world.started('one'), world.started('two')]
    void one.enter()
    await world.settled()

    world.host.stop(idOf('web'))
    await passed(world, grace - 1)

    expect(world.host.log).toEqual(['stop web'])
  })

  it('finishes what one left that died in the grace period, but not before that could be over', async () => {
    const world = aWorld(shop)
    world.toldBy(['one'], grace)
    const [one] = [world.started('one'), world.started('two')]
    one.enter().catch(() => undefined)
    await world.settled()
    one.life.end()

    await passed(world, longest + grace + patience - 1)
    const before = [...world.host.log]
    await passed(world, 1)

    expect([before, world.summary().mode]).toEqual([[], 'Maintenance'])
  })

  it('finishes as soon as ever what one left that died after its first stop', async () => {
    const world = aWorld(shop)
    world.toldBy(['one'], grace)
    const [one] = [world.started('one'), world.started('two')]
    one.upon('hold web done', () => one.life.end())
    one.enter().catch(() => undefined)
    await world.settled()
    await passed(world, grace)

    await passed(world, patience)

    expect(world.summary().mode).toBe('Maintenance')
  })

  it.each([
    ['with a setter tells, since nothing was stopped yet', 'two', true],
    ['without a setter tells nothing, and does not wait', 'one', false],
  ])('that takes over by retry %s', async (_, teller, tells) => {
    const world = aWorld(shop)
    const receiver = world.toldBy([teller], grace)
    const one = world.started('one', { dies: 'after', effect: 0 })
    const two = world.started('two')
    one.enter().catch(() => undefined)
    await world.settled()

    const answer = two.retry()
    await world.settled()
    const stoppedAtOnce = world.host.log.length > 0
    await passed(world, grace)

    expect({ told: told(await answer), heard: receiver.heard, stoppedAtOnce }).toEqual({
      told: 'changed to Maintenance',
      heard: tells ? ['maintenance one.claim-1: db web'] : [],
      stoppedAtOnce: !tells,
    })
  })

  it('that takes over by retry when something was stopped tells nothing', async () => {
    const world = aWorld(shop)
    const receiver = world.toldBy(['two'], grace)
    const [one, two] = [world.started('one'), world.started('two')]
    world.host.trouble('stop', 'db', 'refused')
    await one.enter()
    await world.settled()
    world.host.noTrouble()

    const outcome = await two.retry()

    expect({ told: told(outcome), heard: receiver.heard }).toEqual({
      told: 'changed to Maintenance',
      heard: [],
    })
  })

  it('that exits in the grace period ends it: the one that waits lets go', async () => {
    const world = aWorld(shop)
    const receiver = world.toldBy(['one', 'two'], grace)
    const [one, two] = [world.started('one'), world.started('two')]
    const entering = one.enter()
    await world.settled()

    const exiting = two.exit()
    await world.settled()
    const entered = told(await entering)
    await passed(world, 15_000)

    expect({
      told: [entered, told(await exiting)],
      heard: receiver.heard,
      log: world.host.log,
      ...world.summary(),
    }).toEqual({
      told: ['incomplete, Maintenance: tag-replaced', 'changed to Normal'],
      heard: ['maintenance one.claim-1: db web', 'normal two.claim-2: db web'],
      log: [],
      mode: 'Normal',
      containers: aWorld(shop).inspections(),
      drift: [],
      volumes: [],
      copies: [],
    })
  })

  it('that exits while the product is being told ends that, too', async () => {
    const world = aWorld(shop)
    const receiver = world.toldBy(['one'], grace)
    receiver.behave('silent')
    const [one, two] = [world.started('one'), world.started('two')]
    const entering = one.enter()
    await world.settled()

    void two.exit()
    await world.settled()
    const entered = told(await entering)
    await passed(world, 15_000)

    expect([entered, world.summary().mode]).toEqual([
      'incomplete, Maintenance: tag-replaced',
      'Normal',
    ])
  })

  it('does not end an exit while the product is being told of it', async () => {
    const world = aWorld(shop)
    const receiver = world.toldBy(['one'], 0)
    const [one, two] = [world.started('one'), world.started('two')]
    await one.enter()
    await world.settled()
    receiver.behave('silent')
    one.exit().catch(() => undefined)
    await world.settled()
    one.life.end()

    await passed(world, longest + 59_999)
    const before = { mode: world.summary().mode, shown: shown(two.change()) }
    await passed(world, 1)

    expect({ before, mode: world.summary().mode }).toEqual({
      before: { mode: 'Exiting', shown: 'elsewhere to Normal' },
      mode: 'Normal',
    })
  })
})
