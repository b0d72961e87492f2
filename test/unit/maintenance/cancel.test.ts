import { describe, expect, it } from 'vitest'
import { aContainer, containers } from '../../support/world/containers'
import { containersTold, shown, told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'
import type { Tagout } from '../../support/world/tagout'

const shop = containers('db@always', 'api>db@always', 'web>api@always')

/** Entering, cancelled when `web` is down and nothing else is. */
async function cancelled(): Promise<{ world: World; tagout: Tagout; answer: string }> {
  const world = aWorld(shop)
  const tagout = world.started()
  tagout.upon('stop web running', () => tagout.cancel())
  const answer = told(await tagout.enter())
  return { world, tagout, answer }
}

describe('cancel', () => {
  it('begins no further step, and tells what was not begun', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    tagout.upon('stop web running', () => tagout.cancel())

    const answer = await tagout.enter()

    expect({
      told: told(answer),
      each: containersTold(answer),
      shown: shown(tagout.change()),
      containers: world.inspections(),
    }).toEqual({
      told: 'incomplete, Maintenance: cancelled',
      each: { db: 'not-begun: cancelled', api: 'not-begun: cancelled', web: 'stopped' },
      shown: 'incomplete to Maintenance: cancelled',
      containers: { db: 'running always', api: 'running always', web: 'exited no' },
    })
  })

  it('leaves it to the user to go on', async () => {
    const { world, tagout } = await cancelled()
    const after = world.inspections()
    tagout.noticed()
    await world.settled()
    const later = world.inspections()

    const answer = await tagout.retry()

    expect({ later, told: told(answer), mode: world.summary().mode }).toEqual({
      later: after,
      told: 'changed to Maintenance',
      mode: 'Maintenance',
    })
  })

  it('survives a restart without going on by itself', async () => {
    const { world } = await cancelled()
    const before = world.inspections()

    const tagout = await world.restarted()
    tagout.noticed()
    await world.settled()

    expect({ containers: world.inspections(), shown: shown(tagout.change()) }).toEqual({
      containers: before,
      shown: 'incomplete to Maintenance: cancelled',
    })
  })

  it('is over when the user says retry, also after a restart', async () => {
    const { world } = await cancelled()
    const tagout = await world.restarted()
    const answers = [await tagout.retry()]

    await world.restarted()

    expect({ told: answers.map(told), mode: world.summary().mode }).toEqual({
      told: ['changed to Maintenance'],
      mode: 'Maintenance',
    })
  })

  it('turns round with an exit: what is not yet stopped is left alone, the rest restored', async () => {
    const { world, tagout } = await cancelled()

    const answer = await tagout.exit()

    expect({
      told: told(answer),
      each: containersTold(answer),
      ...world.summary(),
      log: world.host.log.filter((what) => !/hold|release/.test(what)),
    }).toEqual({
      told: 'changed to Normal',
      each: { web: 'started' },
      mode: 'Normal',
      containers: aWorld(shop).inspections(),
      drift: [],
      volumes: [],
      copies: [],
      log: ['stop web', 'start web'],
    })
  })

  it('is not needed to turn round: an exit while it enters waits for what the engine is at', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    const exit: { answer?: ReturnType<Tagout['exit']> } = {}
    tagout.upon('stop web running', () => {
      exit.answer = tagout.exit()
    })

    const entering = await tagout.enter()
    const exiting = await exit.answer

    expect({
      told: [entering, exiting].map((answer) => answer && told(answer)),
      ...world.summary(),
    }).toEqual({
      told: ['incomplete, Maintenance: tag-replaced', 'changed to Normal'],
      mode: 'Normal',
      containers: aWorld(shop).inspections(),
      drift: [],
      volumes: [],
      copies: [],
    })
  })

  it('of an exit leaves the rest to Retry', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter()
    tagout.upon('start db running', () => tagout.cancel())

    const answers = [await tagout.exit()]
    const half = world.inspections()
    await world.restarted()
    const stillHalf = world.inspections()
    answers.push(await world.started().retry())

    expect({ told: answers.map(told), half, stillHalf, ...world.summary() }).toEqual({
      told: ['incomplete, Maintenance: cancelled', 'changed to Normal'],
      half: { db: 'running always', api: 'exited always', web: 'exited always' },
      stillHalf: { db: 'running always', api: 'exited always', web: 'exited always' },
      mode: 'Normal',
      containers: aWorld(shop).inspections(),
      drift: [],
      volumes: [],
      copies: [],
    })
  })

  it('ends a wait at once, and leaves what waited for it to Retry', async () => {
    const waiting = [
      ...containers('web>db+'),
      aContainer('db', { health: 'healthy', details: { hasHealthcheck: true } }),
    ]
    const world = aWorld(waiting)
    const tagout = world.started()
    await tagout.enter()
    const letGo = world.holdUp('await db')
    const exiting = tagout.exit()
    await world.settled()
    const half = world.inspections()

    tagout.cancel()
    const cancelled = await exiting
    letGo()
    const retried = await tagout.retry()
    await world.settled()

    expect({
      told: [cancelled, retried].map(told),
      half,
      each: containersTold(cancelled),
      ...world.summary(),
    }).toEqual({
      told: ['incomplete, Maintenance: cancelled', 'changed to Normal'],
      half: { db: 'running no', web: 'exited no' },
      each: { db: 'started: cancelled', web: 'not-begun: cancelled' },
      mode: 'Normal',
      containers: aWorld(waiting).inspections(),
      drift: [],
      volumes: [],
      copies: [],
    })
  })

  it('without a change under way does nothing', async () => {
    const world = aWorld(shop)
    const tagout = world.started()

    tagout.cancel()

    expect({ shown: shown(tagout.change()), told: told(await tagout.enter()) }).toEqual({
      shown: 'none',
      told: 'changed to Maintenance',
    })
  })
})
