import { describe, expect, it } from 'vitest'
import { containers } from '../../support/world/containers'
import { shown, told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'

const shop = containers('db@always', 'api>db@always', 'web>api@always')

describe('a connection that breaks', () => {
  it('leaves the entering incomplete, which goes on when it is back', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    tagout.upon('stop web done', () => world.goOffline())

    const answer = await tagout.enter()
    const offline = shown(tagout.change())
    await world.comeBack()

    expect({
      told: told(answer),
      offline,
      ...world.summary(),
      shown: shown(tagout.change()),
      stops: world.host.log.filter((what) => what.startsWith('stop')),
    }).toEqual({
      told: 'incomplete, Maintenance: went-offline',
      offline: 'incomplete to Maintenance: went-offline',
      mode: 'Maintenance',
      containers: { db: 'exited no', api: 'exited no', web: 'exited no' },
      drift: [],
      volumes: ['tagout.shop'],
      copies: ['one'],
      shown: 'none',
      stops: ['stop web', 'stop api', 'stop db'],
    })
  })

  it('leaves the exiting incomplete, which goes on when it is back', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter()
    tagout.upon('start db done', () => world.goOffline())

    const answer = await tagout.exit()
    await world.comeBack()

    expect({ told: told(answer), ...world.summary(), shown: shown(tagout.change()) }).toEqual({
      told: 'incomplete, Maintenance: went-offline',
      mode: 'Normal',
      containers: aWorld(shop).inspections(),
      drift: [],
      volumes: [],
      copies: [],
      shown: 'none',
    })
  })

  it('does not make what was cancelled go on when it is back', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    tagout.upon('stop web running', () => tagout.cancel())
    await tagout.enter()
    const before = world.inspections()

    world.goOffline()
    await world.comeBack()

    expect({ containers: world.inspections(), shown: shown(tagout.change()) }).toEqual({
      containers: before,
      shown: 'incomplete to Maintenance: cancelled',
    })
  })

  it('goes on, too, when the connection is back before what was under way has ended', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    const letGo = world.holdUp('stop web')
    const answered = tagout.enter()
    await world.settled()

    world.goOffline()
    await world.comeBack()
    letGo()
    const answer = await answered
    await world.settled()

    expect({
      told: told(answer).split(',')[0],
      mode: world.summary().mode,
      shown: shown(tagout.change()),
    }).toEqual({
      told: expect.stringMatching(/^(incomplete|changed to Maintenance)$/) as string,
      mode: 'Maintenance',
      shown: 'none',
    })
  })
})
