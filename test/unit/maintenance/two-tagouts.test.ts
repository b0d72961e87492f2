import { describe, expect, it } from 'vitest'
import { containers } from '../../support/world/containers'
import { shop as shopId } from '../../support/world/observed'
import { shown, told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers('db@always', 'api>db@always', 'web>api@always')
const effects = ['stop web', 'stop api', 'hold web', 'stop db', 'hold api', 'hold db']

function heldBy(world: World): readonly (string | null)[] {
  const tag = world.volumes.tag(shopId)
  return tag !== null && 'claim' in tag ? [tag.trigger.by, tag.exit?.trigger.by ?? null] : []
}

describe('two Tagouts', () => {
  it('that enter at the same moment hang one tag, and one carries it out', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]

    const answers = await Promise.all([one.enter(), two.enter()])
    await world.settled()

    expect({
      told: answers.map(told),
      by: heldBy(world),
      log: world.host.log,
      ...world.summary(),
      shown: [one, two].map((each) => shown(each.change())),
    }).toEqual({
      told: ['changed to Maintenance', 'already, Maintenance'],
      by: ['one@desk', null],
      log: effects,
      mode: 'Maintenance',
      containers: { db: 'exited no', api: 'exited no', web: 'exited no' },
      drift: [],
      volumes: ['tagout.shop'],
      copies: ['one', 'two'],
      shown: ['none', 'none'],
    })
  })

  it.each(['one', 'two'])('can each end it: by %s', async (ending) => {
    const world = aWorld(shop)
    const tagouts = { one: world.started('one'), two: world.started('two') }
    await tagouts.one.enter()
    await world.settled()

    const answer = await (ending === 'one' ? tagouts.one : tagouts.two).exit()
    await world.settled()

    expect({ told: told(answer), ...world.summary() }).toEqual({
      told: 'changed to Normal',
      mode: 'Normal',
      containers: aWorld(shop).inspections(),
      drift: [],
      volumes: [],
      copies: [],
    })
  })

  it('that exit at the same moment hang one mark, and one carries it out', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]
    await one.enter()
    await world.settled()

    const answers = await Promise.all([one.exit(), two.exit()])
    await world.settled()

    expect({
      told: answers.map(told),
      starts: world.host.log.filter((what) => what.startsWith('start')),
      ...world.summary(),
      shown: [one, two].map((each) => shown(each.change())),
    }).toEqual({
      told: ['changed to Normal', 'already, Maintenance'],
      starts: ['start db', 'start api', 'start web'],
      mode: 'Normal',
      containers: aWorld(shop).inspections(),
      drift: [],
      volumes: [],
      copies: [],
      shown: ['none', 'none'],
    })
  })

  it('see the progress of each other', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]
    world.host.trouble('stop', 'api', 'refused')

    await one.enter()
    await world.settled()

    const steps = two
      .change()
      ?.steps.map(({ action, name, state }) => `${action} ${name}: ${state}`)
    expect({
      shown: shown(two.change()),
      stops: steps?.filter((step) => step.startsWith('stop')),
    }).toEqual({
      shown: 'elsewhere to Maintenance',
      stops: ['stop web: done', 'stop api: waiting', 'stop db: waiting'],
    })
  })

  it('take over from each other when their user says retry', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]
    world.host.trouble('stop', 'api', 'refused')
    await one.enter()
    await world.settled()
    world.host.noTrouble()

    const answer = await two.retry()
    await world.settled()

    expect({ told: told(answer), mode: world.summary().mode, shown: shown(one.change()) }).toEqual({
      told: 'changed to Maintenance',
      mode: 'Maintenance',
      shown: 'none',
    })
  })

  it('wait anew whenever something moves', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]
    world.host.trouble('stop', 'api', 'refused')
    await one.enter()
    one.life.end()
    await world.settled()
    world.host.noTrouble()

    world.clock.pass(50_000)
    two.noticed()
    await world.settled()
    world.clock.pass(69_999)
    await world.settled()
    const before = world.summary().mode
    world.clock.pass(1)
    await world.settled()

    expect([before, world.summary().mode]).toEqual(['Entering', 'Maintenance'])
  })

  it('wait longer than the longest stop that is left', async () => {
    const [web] = containers('web')
    const world = aWorld(web ? [{ ...web, details: { ...web.details, stopTimeout: 600 } }] : [])
    const [one] = [world.started('one'), world.started('two')]
    world.host.trouble('stop', 'web', 'refused')
    await one.enter()
    one.life.end()
    await world.settled()
    world.host.noTrouble()

    world.clock.pass(659_999)
    await world.settled()
    const before = world.summary().mode
    world.clock.pass(1)
    await world.settled()

    expect([before, world.summary().mode]).toEqual(['Entering', 'Maintenance'])
  })

  it('do not undo an exit that one of them missed while it could not finish entering', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]
    world.host.trouble('stop', 'db', 'refused')
    await one.enter()
    await world.settled()
    one.loseConnection()

    const exiting = two.exit()
    await world.settled()
    world.clock.pass(15_000)
    const answer = await exiting
    await one.connect()
    await world.settled()

    expect({ told: told(answer), ...world.summary(), shown: shown(one.change()) }).toEqual({
      told: 'changed to Normal',
      mode: 'Normal',
      containers: aWorld(shop).inspections(),
      drift: [],
      volumes: [],
      copies: [],
      shown: 'none',
    })
  })

  it('do not end an exit before the other has let go of what it is at', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]
    const stopWeb = world.holdUp('stop web')
    void one.enter()
    await world.settled()

    const exiting = two.exit()
    await world.settled()
    const early = world.summary().mode
    stopWeb()
    await world.settled()
    world.clock.pass(15_000)
    await world.settled()

    expect({
      early,
      told: told(await exiting),
      ...world.summary(),
      log: world.host.log.slice(-2),
    }).toEqual({
      early: 'Exiting',
      told: 'changed to Normal',
      mode: 'Normal',
      containers: aWorld(shop).inspections(),
      drift: [],
      volumes: [],
      copies: [],
      log: ['stop web', 'start web'],
    })
  })

  it('answer at once that it exits already, though one is still at a stop', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]
    world.holdUp('stop web')
    void one.enter()
    await world.settled()
    void two.exit()
    await world.settled()

    expect(told(await one.exit())).toBe('already, Maintenance')
  })

  it('stop stopping when the other exits', async () => {
    const chain = containers('c1', 'c2>c1', 'c3>c2', 'c4>c3', 'c5>c4', 'c6>c5', 'c7>c6', 'c8>c7')
    const world = aWorld(chain)
    const [one, two] = [world.started('one'), world.started('two')]
    const exit: { answer?: ReturnType<typeof two.exit> } = {}
    one.upon('stop c8 done', () => {
      exit.answer = two.exit()
    })

    const entering = await one.enter()
    await world.settled()
    world.clock.pass(15_000)
    const exiting = await exit.answer
    await world.settled()

    expect({
      told: [entering, exiting].map((answer) => answer && told(answer)),
      c1: world.host.log.includes('stop c1'),
      ...world.summary(),
      shown: [one, two].map((each) => shown(each.change())),
    }).toEqual({
      told: ['incomplete, Maintenance: tag-replaced', 'changed to Normal'],
      c1: false,
      mode: 'Normal',
      containers: aWorld(chain).inspections(),
      drift: [],
      volumes: [],
      copies: [],
      shown: ['none', 'none'],
    })
  })
})
