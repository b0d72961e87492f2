import { describe, expect, it } from 'vitest'
import { claim } from '../../../src/shared/ids'
import { aContainer, containers, idOf } from '../../support/world/containers'
import { Crash } from '../../support/world/life'
import { shown, told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers('db@always', 'api>db@always', 'web>api')
const up = aWorld(shop).inspections()

async function inMaintenance(): Promise<World> {
  const world = aWorld(shop)
  await world.started().enter()
  await world.settled()
  world.clock.pass(3_600_000)
  return world
}

/** When the tag and its exit mark were hung, by the engine's clock. */
function times(world: World): readonly unknown[] {
  const tag = world.volumes.tag('shop')
  return tag !== null && 'claim' in tag ? [tag.hungAt, tag.exit?.hungAt] : []
}

const down = {
  mode: 'Maintenance',
  containers: { db: 'exited no', api: 'exited no', web: 'exited no' },
  drift: [],
  volumes: ['tagout.shop'],
  copies: ['one'],
}
const normal = { mode: 'Normal', containers: up, drift: [], volumes: [], copies: [] }

describe('a tag that was pruned on its host', () => {
  it('is hung again while the product is down, and can be ended as ever', async () => {
    const world = await inMaintenance()

    world.volumes.prune()
    await world.settled()
    const healed = world.summary()
    const answer = await world.started().exit()

    expect({ healed, told: told(answer), after: world.summary() }).toEqual({
      healed: down,
      told: 'changed to Normal',
      after: normal,
    })
  })

  it('is hung again by a Tagout that was not there', async () => {
    const world = await inMaintenance()
    world.started().life.end()
    world.volumes.prune()

    await world.restarted()

    expect(world.summary()).toEqual(down)
  })

  it('is hung again once, whoever is there', async () => {
    const world = await inMaintenance()
    await world.restarted('two')

    world.volumes.prune()
    await world.settled()
    const tag = world.volumes.tag('shop')

    expect({ ...world.summary(), by: tag && 'claim' in tag && tag.trigger.by }).toEqual({
      ...down,
      copies: ['one', 'two'],
      by: 'one@desk',
    })
  })

  it('is accepted as ended while the product runs', async () => {
    const world = await inMaintenance()
    world.started().life.end()
    for (const name of ['db', 'api', 'web']) {
      world.host.start(idOf(name))
    }
    world.volumes.prune()

    const tagout = await world.restarted()

    expect({ ...world.summary(), shown: shown(tagout.change()) }).toEqual({
      ...normal,
      containers: { db: 'running no', api: 'running no', web: 'running no' },
      shown: 'none',
    })
  })

  it('is accepted as ended where something was stopped again after it had ended', async () => {
    const world = await inMaintenance()
    world.started().life.end()
    const two = await world.restarted('two')
    await two.exit()
    world.host.stop(idOf('web'))

    await world.restarted('one')

    expect(world.summary()).toEqual({ ...normal, containers: { ...up, web: 'exited no' } })
  })

  it('is accepted as ended where another was ending it, whatever is down by now', async () => {
    const world = aWorld(containers('db', 'web>db'))
    const one = world.started()
    await one.enter()
    const two = await world.restarted('two')
    two.upon('start db running', () => one.loseConnection())
    await two.exit()
    await world.settled()
    for (const name of ['db', 'web']) world.host.stop(idOf(name))

    await one.connect()
    await world.settled()

    expect(world.summary()).toEqual({
      ...normal,
      containers: { db: 'exited no', web: 'exited no' },
    })
  })

  it('is accepted as ended by a Tagout that could not end it, and was away since', async () => {
    const world = await inMaintenance()
    const one = await world.restarted('one')
    const two = await world.restarted('two')
    world.host.trouble('start', 'web', 'refused')
    await one.exit()
    await world.settled()
    one.loseConnection()
    world.host.noTrouble()
    await two.retry()
    world.host.stop(idOf('api'))

    await one.connect()
    await world.settled()

    expect({ ...world.summary(), shown: shown(one.change()) }).toEqual({
      ...normal,
      containers: { ...up, api: 'exited always' },
      shown: 'none',
    })
  })

  it('is hung again when one container drifts, which is drift still', async () => {
    const world = await inMaintenance()
    world.started().life.end()
    world.host.start(idOf('db'))
    world.clock.pass(60_000)
    world.volumes.prune()

    await world.restarted()

    expect(world.summary()).toEqual({
      ...down,
      containers: { ...down.containers, db: 'running no' },
      drift: ['db'],
    })
  })

  it('keeps the time at which it was hung first, however often it is lost', async () => {
    const world = await inMaintenance()
    const tagout = await world.restarted()
    world.host.trouble('start', 'web', 'refused')
    await tagout.exit()
    const first = times(world)

    for (let loss = 0; loss < 2; loss++) {
      world.clock.pass(60_000)
      world.volumes.prune()
      await world.settled()
    }

    expect(times(world)).toEqual(first)
  })

  it('is accepted as ended when no container is left', async () => {
    const world = await inMaintenance()
    for (const name of ['db', 'api', 'web']) world.host.remove(idOf(name))

    world.volumes.prune()
    await world.settled()

    expect(world.summary()).toEqual({ ...normal, containers: {} })
  })

  it('in the middle of entering is hung again, and the entering goes on', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    tagout.upon('stop web done', () => world.volumes.prune())

    const answer = await tagout.enter()
    await world.settled()

    expect({ told: told(answer), ...world.summary(), shown: shown(tagout.change()) }).toEqual({
      told: 'incomplete, Maintenance: tag-replaced',
      ...down,
      shown: 'none',
    })
  })

  it('in the middle of exiting is hung again with its mark, and the exiting goes on', async () => {
    const world = await inMaintenance()
    const tagout = await world.restarted()
    tagout.upon('start db done', () => world.volumes.prune())

    const answer = await tagout.exit()
    await world.settled()

    expect({ told: told(answer), ...world.summary(), shown: shown(tagout.change()) }).toEqual({
      told: 'incomplete, Maintenance: tag-replaced',
      ...normal,
      shown: 'none',
    })
  })

  it('is hung again with the takeover of it', async () => {
    const world = aWorld(shop)
    await world.started().enter({ source: 'Observer' })
    const trigger = {
      source: 'Manual',
      reason: '',
      by: 'ada@desk',
      at: '2026-11-22T21:00:00Z',
    } as const
    world.volumes.createMark('takeover', 'shop', {
      claim: claim.parse('one.takeover'),
      of: null,
      trigger,
      hungAt: null,
    })
    await world.settled()

    world.volumes.prune()
    await world.settled()
    const answer = await world.started().exit()

    expect({ told: told(answer), mode: world.summary().mode }).toEqual({
      told: 'changed to Normal',
      mode: 'Normal',
    })
  })

  it('is hung again with its mark although this Tagout dies in between', async () => {
    const world = await inMaintenance()
    const dying = world.started('one', { dies: 'after', effect: 2 })
    await expect(dying.exit()).rejects.toThrow(Crash)
    world.volumes.prune()
    const healing = world.started('one', { dies: 'after', effect: 0 })
    await expect(healing.connect()).rejects.toThrow(Crash)
    const between = world.volumes.names()

    await world.restarted()

    expect({ between, ...world.summary() }).toEqual({ between: ['tagout.shop'], ...normal })
  })
})

describe('an exit mark that was lost', () => {
  it('is hung again, and the exiting goes on', async () => {
    const world = await inMaintenance()
    const tagout = await world.restarted()
    tagout.upon('start db done', () => world.volumes.remove('exit', 'shop'))

    await tagout.exit()
    await world.settled()

    expect({ ...world.summary(), shown: shown(tagout.change()) }).toEqual({
      ...normal,
      shown: 'none',
    })
  })
})

describe('a tag that someone else hung in place of the one that was lost', () => {
  it('is theirs, and the old exit does not end it', async () => {
    const world = await inMaintenance()
    const one = world.started()
    world.host.trouble('start', 'web', 'refused')
    await one.exit()
    one.life.end()
    world.volumes.prune()
    world.host.noTrouble()
    world.host.start(idOf('web'))
    await world.started('two').enter()

    await world.restarted('one')

    expect(world.summary()).toEqual({ ...down, copies: ['one', 'two'] })
  })

  it('is not taken for the one that a run works for', async () => {
    const world = aWorld(containers('db', 'web>db'))
    const one = world.started()
    const two = world.started('two')
    const other: { answer?: ReturnType<typeof two.enter> } = {}
    one.upon('stop web done', () => {
      world.volumes.prune()
      world.host.put(aContainer('web'))
      other.answer = two.enter()
    })

    await one.enter()
    await other.answer
    await world.settled()

    expect({ mode: world.summary().mode, containers: world.inspections() }).toEqual({
      mode: 'Maintenance',
      containers: { db: 'exited no', web: 'exited no' },
    })
  })
})
