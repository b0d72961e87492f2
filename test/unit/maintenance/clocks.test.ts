import { describe, expect, it } from 'vitest'
import { containers, idOf } from '../../support/world/containers'
import { shown, told } from '../../support/world/told'
import type { Tagout } from '../../support/world/tagout'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const hour = 3_600_000
const shop = containers('db@always', 'api>db@always', 'web>api')
const down = { db: 'exited no', api: 'exited no', web: 'exited no' }
const normal = {
  mode: 'Normal',
  containers: aWorld(shop).inspections(),
  drift: [],
  volumes: [],
  copies: [],
}

/** Two desktops, an hour apart; the engine's clock is yet another. */
function anHourApart(ahead: 'one' | 'two'): readonly [World, Tagout, Tagout] {
  const world = aWorld(shop)
  const started = (instance: string): Tagout =>
    world.started(instance, { dies: 'never' }, { ahead: instance === ahead ? hour : 0 })
  return [world, started('one'), started('two')]
}

describe.each(['one', 'two'] as const)('with the clock of %s an hour ahead', (ahead) => {
  it('what one enters, two sees as maintenance, and ends', async () => {
    const [world, one, two] = anHourApart(ahead)

    const entering = await one.enter()
    await world.settled()
    const between = world.summary()
    const exiting = await two.exit()
    await world.settled()

    expect({
      told: [entering, exiting].map(told),
      between,
      after: world.summary(),
      shown: [one, two].map((each) => shown(each.change())),
    }).toEqual({
      told: ['changed to Maintenance', 'changed to Normal'],
      between: {
        mode: 'Maintenance',
        containers: down,
        drift: [],
        volumes: ['tagout.shop'],
        copies: ['one', 'two'],
      },
      after: normal,
      shown: ['none', 'none'],
    })
  })

  it('drift is drift to both, and what has yet to be stopped is not', async () => {
    const [world, one] = anHourApart(ahead)
    world.host.trouble('stop', 'db', 'refused')
    await one.enter()
    world.clock.pass(5000)
    world.host.start(idOf('web'))
    await world.settled()

    expect({ mode: world.summary().mode, drift: world.summary().drift }).toEqual({
      mode: 'Entering',
      drift: ['web'],
    })
  })

  it('two goes on with what one left, after a minute and not before', async () => {
    const [world, one] = anHourApart(ahead)
    world.host.trouble('stop', 'api', 'refused')
    await one.enter()
    one.life.end()
    await world.settled()
    world.host.noTrouble()

    world.clock.pass(69_999)
    await world.settled()
    const before = world.summary().mode
    world.clock.pass(1)
    await world.settled()

    expect([before, world.summary().mode]).toEqual(['Entering', 'Maintenance'])
  })

  it('a tag that was pruned is hung again by either', async () => {
    const [world, one] = anHourApart(ahead)
    await one.enter()
    await world.settled()
    one.life.end()

    world.clock.pass(60_000)
    world.volumes.prune()
    await world.settled()

    expect(world.summary()).toEqual({
      mode: 'Maintenance',
      containers: down,
      drift: [],
      volumes: ['tagout.shop'],
      copies: ['one', 'two'],
    })
  })
})
