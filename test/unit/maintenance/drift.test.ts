import { describe, expect, it } from 'vitest'
import { containerId } from '../../../src/shared/ids'
import { aContainer, containers, idOf } from '../../support/world/containers'
import type { HostContainer } from '../../support/world/host-container'
import { withDetails } from '../../support/world/host-container'
import { told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers('db@always', 'api>db', 'web>api@always')
const [down, always] = ['exited no', 'exited always']

/** In maintenance, and some seconds later: the tag is dated to the second. */
async function maintained(world: World, by = world.started()) {
  await by.enter()
  await world.settled()
  world.clock.pass(5000)
  return by
}

/** Someone at a terminal. */
async function dockerStart(world: World, name: string): Promise<void> {
  world.clock.pass(1000)
  world.host.start(idOf(name))
  await world.settled()
}

async function dockerStop(world: World, name: string): Promise<void> {
  world.clock.pass(1000)
  world.host.stop(idOf(name))
  await world.settled()
}

/** As `docker compose up --force-recreate` does it: another id, in the same place. */
async function recreate(world: World, name: string, up: boolean): Promise<HostContainer> {
  const before = world.host.all().find((container) => container.name === name)
  if (before === undefined) throw new Error(`No ${name}`)
  world.host.remove(before.id)
  const fresh = withDetails(
    { ...before, id: containerId.parse(`new-${name}`), state: 'created', exitCode: null },
    { startedAt: null, finishedAt: null, restartPolicy: { name: 'always', maximumRetryCount: 0 } },
  )
  world.host.put(fresh)
  world.clock.pass(1000)
  if (up) world.host.start(fresh.id)
  await world.settled()
  return fresh
}

function times(world: World, what: string): number {
  return world.host.log.filter((line) => line === what).length
}

describe('drift is told', () => {
  it('once for each start, however much else happens', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)

    await dockerStart(world, 'web')
    tagout.noticed()
    await dockerStart(world, 'db')
    await dockerStop(world, 'web')
    await dockerStart(world, 'web')

    expect(tagout.drift).toEqual(['web in-snapshot', 'db in-snapshot', 'web in-snapshot'])
  })

  it('by a Tagout that has just started and finds it', async () => {
    const world = aWorld(shop)
    const first = await maintained(world)
    first.life.end()
    await dockerStart(world, 'web')

    const second = await world.restarted()
    await world.comeBack()

    expect(second.drift).toEqual(['web in-snapshot'])
  })

  it('when the connection is back: what was started meanwhile, and nothing twice', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)
    await dockerStart(world, 'db')
    world.goOffline()
    await dockerStart(world, 'web')
    const offline = [...tagout.drift]

    await world.comeBack()

    expect([offline, tagout.drift]).toEqual([
      ['db in-snapshot'],
      ['db in-snapshot', 'web in-snapshot'],
    ])
  })

  it('by each of two desktops whose clocks are an hour apart, by the clock of the engine', async () => {
    const world = aWorld(shop)
    const behind = world.started('behind', { dies: 'never' }, { ahead: -3_600_000 })
    const ahead = world.started('ahead', { dies: 'never' }, { ahead: 3_600_000 })
    await maintained(world, ahead)
    const early = [...behind.drift, ...ahead.drift]

    await dockerStart(world, 'web')

    expect({ early, drift: [behind.drift, ahead.drift], mode: world.summary().mode }).toEqual({
      early: [],
      drift: [['web in-snapshot'], ['web in-snapshot']],
      mode: 'Maintenance',
    })
  })

  it('apart: what was there, what came in its place, and what appeared', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)

    await dockerStart(world, 'api')
    await recreate(world, 'web', true)
    world.host.put(aContainer('extra', { state: 'created' }))
    await dockerStart(world, 'extra')

    expect(tagout.drift).toEqual(['api in-snapshot', 'web in-snapshot', 'extra appeared'])
  })

  it('not of what is ignored, and not while exiting', async () => {
    const world = aWorld([...shop, ...containers('!monitor')])
    const tagout = await maintained(world)

    await dockerStop(world, 'monitor')
    await dockerStart(world, 'monitor')
    await tagout.exit()
    await world.settled()

    expect({ drift: tagout.drift, mode: world.summary().mode }).toEqual({
      drift: [],
      mode: 'Normal',
    })
  })
})

describe('what appeared in maintenance', () => {
  it('is stopped again when the user says so, and not started by the exit', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)
    world.host.put(aContainer('extra', { state: 'created' }))
    await dockerStart(world, 'extra')

    const answer = await tagout.retry()
    const stopped = world.summary().containers.extra
    await tagout.exit()
    await world.settled()

    expect({ told: told(answer), stopped, ...world.summary() }).toEqual({
      told: 'changed to Maintenance',
      stopped: down,
      mode: 'Normal',
      containers: { ...aWorld(shop).inspections(), extra: down },
      drift: [],
      volumes: [],
      copies: [],
    })
  })
})

describe('a restart policy that is put back in maintenance', () => {
  it('is taken away again at once', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)

    world.host.setRestartPolicy(idOf('web'), { name: 'always', maximumRetryCount: 0 })
    const putBack = world.summary().containers.web
    await world.settled()

    const { mode, containers } = world.summary()
    expect({ putBack, mode, web: containers.web, drift: tagout.drift }).toEqual({
      putBack: always,
      mode: 'Maintenance',
      web: down,
      drift: [],
    })
  })

  it('makes what drifts not yet stopped: its policy may have started it', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)
    await dockerStart(world, 'web')

    world.host.setRestartPolicy(idOf('web'), { name: 'always', maximumRetryCount: 0 })
    await world.settled()

    const { mode, containers } = world.summary()
    expect({ mode, web: containers.web, drift: tagout.drift }).toEqual({
      mode: 'Maintenance',
      web: down,
      drift: ['web in-snapshot'],
    })
  })

  it.each([
    ['up', true, 'running no', ['web in-snapshot']],
    ['down', false, 'created no', []],
  ])(
    'by recreating the container %s too, and exit brings back the new one',
    async (_, up, web, drift) => {
      const world = aWorld(shop)
      const tagout = await maintained(world)

      await recreate(world, 'web', up)
      const { mode, containers } = world.summary()
      await tagout.exit()
      await world.settled()

      expect({ mode, web: containers.web, drift: tagout.drift, after: world.summary() }).toEqual({
        mode: 'Maintenance',
        web,
        drift,
        after: {
          mode: 'Normal',
          containers: aWorld(shop).inspections(),
          drift: [],
          volumes: [],
          copies: [],
        },
      })
    },
  )
})

describe('drift that is to be stopped again', () => {
  it('is stopped as soon as it is seen, each start once, and told', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)
    tagout.stopDriftAgain()

    await dockerStart(world, 'web')
    await dockerStart(world, 'web')

    expect({ told: tagout.drift, stops: times(world, 'stop web'), ...world.summary() }).toEqual({
      told: ['web in-snapshot', 'web in-snapshot'],
      stops: 3,
      mode: 'Maintenance',
      containers: { db: down, api: down, web: down },
      drift: [],
      volumes: ['tagout.shop'],
      copies: ['one'],
    })
  })

  it('is stopped when that is switched on while it runs', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)
    await dockerStart(world, 'web')

    tagout.stopDriftAgain()
    await world.settled()

    expect(world.summary().containers.web).toBe(down)
  })

  it('is not tried over and over when it does not stop', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)
    tagout.stopDriftAgain()
    world.host.trouble('stop', 'web', 'refused')

    await dockerStart(world, 'web')
    tagout.noticed()
    await world.settled()
    world.host.noTrouble()
    tagout.noticed()
    await world.settled()
    const left = world.summary().containers.web
    await dockerStart(world, 'db')

    const { containers } = world.summary()
    expect({ left, containers }).toEqual({
      left: 'running no',
      containers: { db: down, api: down, web: down },
    })
  })

  it('is stopped anew when it is started while it is being stopped', async () => {
    const world = aWorld(shop)
    const tagout = await maintained(world)
    tagout.stopDriftAgain()
    const stopWeb = world.holdUp('stop web')
    await dockerStart(world, 'web')
    await dockerStart(world, 'db')

    stopWeb()
    await world.settled()

    const { containers, mode } = world.summary()
    expect({ mode, told: tagout.drift, containers, change: tagout.change() }).toEqual({
      mode: 'Maintenance',
      told: ['web in-snapshot', 'db in-snapshot'],
      containers: { db: down, api: down, web: down },
      change: null,
    })
  })

  it('is stopped by the Tagout whose user wants it, and told by both', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]
    await maintained(world, one)

    await dockerStart(world, 'web')
    const left = world.summary().containers.web
    two.stopDriftAgain()
    await world.settled()

    expect({ left, web: world.summary().containers.web, told: [one.drift, two.drift] }).toEqual({
      left: 'running no',
      web: down,
      told: [['web in-snapshot'], ['web in-snapshot']],
    })
  })

  it('is stopped once when two Tagouts are to do so', async () => {
    const world = aWorld(shop)
    const [one, two] = [world.started('one'), world.started('two')]
    await maintained(world, one)
    one.stopDriftAgain()
    two.stopDriftAgain()
    await world.settled()

    await dockerStart(world, 'web')

    expect({
      stops: times(world, 'stop web'),
      changes: [one.change(), two.change()],
      ...world.summary(),
    }).toEqual({
      stops: 2,
      changes: [null, null],
      mode: 'Maintenance',
      containers: { db: down, api: down, web: down },
      drift: [],
      volumes: ['tagout.shop'],
      copies: ['one', 'two'],
    })
  })
})
