import { describe, expect, it } from 'vitest'
import type { Tagout } from '../../support/world/tagout'
import { containers } from '../../support/world/containers'
import { Crash } from '../../support/world/life'
import { shop as shopId } from '../../support/world/observed'
import { seeded } from '../../support/world/random'
import { shown, told } from '../../support/world/told'
import { shuffled } from '../../support/world/traffic'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers('db@always', 'api>db@always', 'web>api')
const up = aWorld(shop).inspections()
const down = { db: 'exited no', api: 'exited no', web: 'exited no' }
const normal = { mode: 'Normal', containers: up, drift: [], volumes: [], copies: [] }

async function inObserverMaintenance(): Promise<World> {
  const world = aWorld(shop)
  await world.started().enter({ source: 'Observer', reason: 'the ERP says so' })
  await world.settled()
  return world
}

/** By source, whose reason is in force, and whose it was. */
function owner(world: World): readonly (string | null)[] {
  const tag = world.volumes.tag(shopId)
  if (tag === null || !('claim' in tag)) return []
  const { takeover, trigger } = tag
  const inForce = (takeover ?? tag).trigger
  return [inForce.source, inForce.reason, inForce.by, takeover && trigger.source]
}

describe('a takeover', () => {
  it('makes the maintenance Manual, so that a person can end it, and all is as before', async () => {
    const world = await inObserverMaintenance()
    const tagout = world.started('two')

    const taken = await tagout.takeover('the observed system is gone')
    const between = { owner: owner(world), ...world.summary() }
    const byObserver = await world.started('one').exit({ source: 'Observer' })
    const byHand = await tagout.exit()
    await world.settled()

    expect({ told: [taken, byObserver, byHand].map(told), between, ...world.summary() }).toEqual({
      told: ['changed to Maintenance', 'already, Maintenance', 'changed to Normal'],
      between: {
        owner: ['Manual', 'the observed system is gone', 'two@desk', 'Observer'],
        mode: 'Maintenance',
        containers: down,
        drift: [],
        volumes: ['tagout.shop', 'tagout.shop.takeover'],
        copies: ['one', 'two'],
      },
      ...normal,
    })
  })

  it.each(['', ' \n\t'])('without a reason (%j) is refused, and nothing hangs', async (reason) => {
    const world = await inObserverMaintenance()

    const answer = await world.started().takeover(reason)

    expect({ told: told(answer), volumes: world.volumes.names() }).toEqual({
      told: 'refused: reason-required',
      volumes: ['tagout.shop'],
    })
  })

  it('is the first one’s: another’s is answered as already so', async () => {
    const world = await inObserverMaintenance()
    const [one, two] = [world.started('one'), world.started('two')]

    const answers = await Promise.all([one.takeover('first'), two.takeover('second')])
    const late = await two.takeover('third')

    expect({ told: [...answers, late].map(told), owner: owner(world) }).toEqual({
      told: ['changed to Maintenance', 'already, Maintenance', 'already, Maintenance'],
      owner: ['Manual', 'first', 'one@desk', 'Observer'],
    })
  })

  it('of what a person began is answered as already so', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter()

    const answer = await tagout.takeover()

    expect({ told: told(answer), volumes: world.volumes.names() }).toEqual({
      told: 'already, Maintenance',
      volumes: ['tagout.shop'],
    })
  })

  it('in normal operation is refused', async () => {
    const world = aWorld(shop)

    expect({ told: told(await world.started().takeover()), ...world.summary() }).toEqual({
      told: 'refused: not-in-maintenance',
      ...normal,
    })
  })

  it('while it enters lets the run go on', async () => {
    const world = aWorld(shop)
    const observing = world.started('one')
    const person = world.started('two')
    const takeover: { answer?: ReturnType<Tagout['takeover']> } = {}
    observing.upon('stop web running', () => {
      takeover.answer = person.takeover('I end it myself')
    })

    const entering = await observing.enter({ source: 'Observer' })
    const taken = await takeover.answer
    await world.settled()

    expect({
      told: [entering, taken].map((answer) => answer && told(answer)),
      owner: owner(world),
      mode: world.summary().mode,
      shown: [observing, person].map((each) => shown(each.change())),
    }).toEqual({
      told: ['changed to Maintenance', 'changed to Maintenance'],
      owner: ['Manual', 'I end it myself', 'two@desk', 'Observer'],
      mode: 'Maintenance',
      shown: ['none', 'none'],
    })
  })

  it('of an entering that is stuck lets a person turn it round', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    world.host.trouble('stop', 'api', 'refused')

    const answers = [
      await tagout.enter({ source: 'Observer' }),
      await tagout.exit(),
      await tagout.takeover('the engine refuses'),
      await tagout.exit(),
    ]
    await world.settled()

    expect({ told: answers.map(told), ...world.summary() }).toEqual({
      told: [
        'incomplete, Maintenance',
        'refused: owned-by-observer',
        'changed to Maintenance',
        'changed to Normal',
      ],
      ...normal,
    })
  })

  it('while it exits is refused', async () => {
    const world = await inObserverMaintenance()
    const observing = world.started('one')
    const takeover: { answer?: ReturnType<Tagout['takeover']> } = {}
    observing.upon('start db running', () => {
      takeover.answer = world.started('two').takeover()
    })

    const exiting = await observing.exit({ source: 'Observer' })
    const taken = await takeover.answer
    await world.settled()

    expect({
      told: [exiting, taken].map((answer) => answer && told(answer)),
      ...world.summary(),
    }).toEqual({
      told: ['changed to Normal', 'refused: transition-in-progress'],
      ...normal,
      copies: [],
    })
  })

  it('keeps a cancelled entering cancelled', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    tagout.upon('stop web running', () => tagout.cancel())
    await tagout.enter({ source: 'Observer' })
    const before = world.inspections()

    await tagout.takeover()
    const reborn = await world.restarted()

    expect({ containers: world.inspections(), shown: shown(reborn.change()) }).toEqual({
      containers: before,
      shown: 'incomplete to Maintenance: cancelled',
    })
  })

  it.each([
    ['before', 0],
    ['after', 0],
    ['before', 1],
    ['after', 1],
  ] as const)('survives a death %s effect %i', async (dies, effect) => {
    const world = await inObserverMaintenance()
    await expect(world.started('one', { dies, effect }).takeover('now')).rejects.toThrow(Crash)

    const tagout = await world.restarted('one')
    const isTaken = owner(world)[0] === 'Manual'
    const exit = await tagout.exit()
    await world.settled()

    expect({ isTaken, told: told(exit), mode: world.summary().mode }).toEqual(
      dies === 'before' && effect === 0
        ? { isTaken: false, told: 'refused: owned-by-observer', mode: 'Maintenance' }
        : { isTaken: true, told: 'changed to Normal', mode: 'Normal' },
    )
  })

  it('and the observer’s exit elsewhere at the same moment: who is told so has it', async () => {
    const ends = new Set<string>()
    for (let seed = 0; seed < 200; seed++) {
      const traffic = shuffled(seeded(seed))
      const world = aWorld(shop, traffic)
      const [observing, person] = [world.started('one'), world.started('two')]
      const entered = observing.enter({ source: 'Observer' })
      await traffic.settled()
      await entered

      const both = Promise.all([observing.exit({ source: 'Observer' }), person.takeover()])
      await traffic.settled()
      const [exit, takeover] = await both
      await traffic.settled()

      ends.add(`${told(exit)}; ${told(takeover)}; ${world.summary().mode}`)
    }

    expect([...ends].sort()).toEqual([
      'already, Maintenance; changed to Maintenance; Maintenance',
      // Each saw the other and let go: the person is told to try again, and finds it taken over.
      'already, Maintenance; refused: transition-in-progress; Maintenance',
      'changed to Normal; refused: engine-answer-unreadable; Normal',
      'changed to Normal; refused: not-in-maintenance; Normal',
      'changed to Normal; refused: transition-in-progress; Normal',
    ])
  })
})
