import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/shared/change'
import type { Problem } from '../../../src/shared/problem'
import type { Result } from '../../../src/shared/result'
import { containers, idOf } from '../../support/world/containers'
import { receiverName } from '../../support/world/receiver'
import type { Receiver } from '../../support/world/receiver'
import type { Tagout } from '../../support/world/tagout'
import { shown, told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers('db@always', 'web>db@always')
const grace = 15_000
const entering = 'maintenance one.claim-1: db web'

interface Scene {
  readonly world: World
  readonly receiver: Receiver
  readonly tagout: Tagout
}

/** A product that is told by Tagout `one`. */
function aScene(gracePeriodMs = grace): Scene {
  const world = aWorld(shop)
  const receiver = world.toldBy(['one'], gracePeriodMs)
  return { world, receiver, tagout: world.started() }
}

async function inMaintenance(scene: Scene, request = {}): Promise<void> {
  const answer = scene.tagout.enter(request)
  await scene.world.settled()
  scene.world.clock.pass(grace)
  await answer
  await scene.world.settled()
}

function telling(answer: Result<Outcome, Problem>): unknown {
  return answer.ok ? answer.value.telling : null
}

const toldSo = {
  state: 'told',
  says: 'maintenance',
  to: receiverName,
  attempt: 1,
  attempts: 2,
  until: null,
  problem: null,
} as const

const unheard = {
  ...toldSo,
  state: 'failed',
  attempt: 2,
  problem: { code: 'http-status', status: 503, location: null },
} as const

describe('A person who enters maintenance', () => {
  it('has the product told before anything stops, which has its grace period', async () => {
    const { world, receiver, tagout } = aScene()

    const answer = tagout.enter({ reason: 'patch night' })
    await world.settled()
    world.clock.pass(grace - 1)
    await world.settled()
    const before = { change: tagout.change()?.telling, stops: [...world.host.log] }
    world.clock.pass(1)
    const outcome = await answer

    expect({
      before,
      told: told(outcome),
      telling: telling(outcome),
      heard: receiver.heard,
      mode: world.summary().mode,
    }).toEqual({
      before: {
        change: { ...toldSo, state: 'waiting', until: '2026-11-22T20:00:15.250Z' },
        stops: [],
      },
      told: 'changed to Maintenance',
      telling: toldSo,
      heard: [entering],
      mode: 'Maintenance',
    })
  })

  it('sees what is going to be stopped in the grace period', async () => {
    const { world, tagout } = aScene()

    void tagout.enter()
    await world.settled()

    expect(tagout.change()?.steps.map(({ action, name, state }) => [action, name, state])).toEqual([
      ['stop', 'web', 'waiting'],
      ['stop', 'db', 'waiting'],
      ['hold', 'db', 'waiting'],
      ['hold', 'web', 'waiting'],
    ])
  })

  it('is not held up by a product that can not be told, and sees why it could not', async () => {
    const { world, receiver, tagout } = aScene()
    receiver.behave('refuses')

    const outcome = await tagout.enter()

    expect({ told: told(outcome), telling: telling(outcome), heard: receiver.heard }).toEqual({
      told: 'changed to Maintenance',
      telling: unheard,
      heard: [entering, entering],
    })
    expect(world.recorded().find(({ kind }) => kind === 'ended')).toMatchObject({
      result: 'changed',
      telling: unheard,
    })
  })

  it('is not held up by one that never answers', async () => {
    const { world, receiver, tagout } = aScene()
    receiver.behave('silent')

    const answer = tagout.enter()
    await world.settled()
    world.clock.pass(29_999)
    await world.settled()
    const stopsBefore = [...world.host.log]
    world.clock.pass(1)

    expect({ stopsBefore, telling: telling(await answer), mode: world.summary().mode }).toEqual({
      stopsBefore: [],
      telling: { ...toldSo, state: 'failed', problem: { code: 'source-timeout', seconds: 30 } },
      mode: 'Maintenance',
    })
  })

  it('does not wait for what ended by itself in the grace period', async () => {
    const { world, tagout } = aScene()

    const answer = tagout.enter()
    await world.settled()
    world.host.stop(idOf('web'))
    await world.settled()
    const stopsBefore = world.host.log.filter((what) => what !== 'stop web')
    world.clock.pass(grace)
    const outcome = await answer

    expect({ stopsBefore, told: told(outcome), ...world.summary() }).toEqual({
      stopsBefore: [],
      told: 'changed to Maintenance',
      mode: 'Maintenance',
      containers: { db: 'exited no', web: 'exited no' },
      drift: [],
      volumes: ['tagout.shop'],
      copies: ['one'],
    })
  })

  it('who retries what is incomplete does not have it told again', async () => {
    const scene = aScene()
    const { world, receiver, tagout } = scene
    world.host.trouble('stop', 'db', 'refused')
    await inMaintenance(scene)
    world.host.noTrouble()

    const outcome = await tagout.retry()

    expect({ told: told(outcome), telling: telling(outcome), heard: receiver.heard }).toEqual({
      told: 'changed to Maintenance',
      telling: toldSo,
      heard: [entering],
    })
  })

  it('who stops drift again does not have it told again', async () => {
    const scene = aScene()
    const { world, receiver, tagout } = scene
    await inMaintenance(scene)
    world.clock.pass(5000)
    world.host.start(idOf('web'))
    await world.settled()

    const outcome = await tagout.retry()

    expect({ told: told(outcome), telling: telling(outcome), heard: receiver.heard }).toEqual({
      told: 'changed to Maintenance',
      telling: null,
      heard: [entering],
    })
  })
})

describe('A person who cancels', () => {
  it('ends the grace period at once: nothing is stopped, and a retry goes on', async () => {
    const { world, receiver, tagout } = aScene()
    const answer = tagout.enter()
    await world.settled()

    tagout.cancel()
    const cancelled = await answer
    const stopped = [...world.host.log]
    const retrying = tagout.retry()
    await world.settled()
    world.clock.pass(grace)
    const retried = await retrying

    expect({
      told: [cancelled, retried].map(told),
      telling: telling(cancelled),
      stopped,
      heard: receiver.heard,
      mode: world.summary().mode,
    }).toEqual({
      told: ['incomplete, Maintenance: cancelled', 'changed to Maintenance'],
      telling: toldSo,
      stopped: [],
      heard: [entering],
      mode: 'Maintenance',
    })
  })

  it('ends the telling at once, and a retry tells again', async () => {
    const { world, receiver, tagout } = aScene(0)
    receiver.behave('silent')
    const answer = tagout.enter()
    await world.settled()

    tagout.cancel()
    const cancelled = await answer
    const stopped = [...world.host.log]
    receiver.behave('hears')
    const retried = await tagout.retry()

    expect({
      told: [cancelled, retried].map(told),
      telling: [cancelled, retried].map(telling),
      stopped,
      heard: receiver.heard,
    }).toEqual({
      told: ['incomplete, Maintenance: cancelled', 'changed to Maintenance'],
      telling: [{ ...toldSo, state: 'failed' }, toldSo],
      stopped: [],
      heard: [entering, entering],
    })
  })

  it.each(['cancelled it', 'did not'])(
    'turns round with an exit in the grace period, whoever %s: the product hears that it is normal',
    async (who) => {
      const { world, receiver, tagout } = aScene()
      const answer = tagout.enter()
      await world.settled()
      if (who === 'cancelled it') tagout.cancel()

      const exited = await tagout.exit()
      await answer
      await world.settled()

      expect({
        told: told(exited),
        log: world.host.log,
        heard: receiver.heard,
        ...world.summary(),
      }).toEqual({
        told: 'changed to Normal',
        log: [],
        heard: [entering, 'normal one.claim-2: db web'],
        mode: 'Normal',
        containers: aWorld(shop).inspections(),
        drift: [],
        volumes: [],
        copies: [],
      })
    },
  )

  it('while the product is told that it is normal ends the exit without', async () => {
    const scene = aScene()
    const { world, receiver, tagout } = scene
    await inMaintenance(scene)
    receiver.behave('silent')
    const answer = tagout.exit()
    await world.settled()

    tagout.cancel()
    const outcome = await answer

    expect({
      told: told(outcome),
      telling: telling(outcome),
      restored: tagout.restored,
      mode: world.summary().mode,
      shown: shown(tagout.change()),
    }).toEqual({
      told: 'changed to Normal',
      telling: { ...toldSo, says: 'normal', state: 'failed' },
      restored: ['failed'],
      mode: 'Normal',
      shown: 'none',
    })
  })
})

describe('A person who exits maintenance', () => {
  it('has the product told when all runs again, and before the tag is gone', async () => {
    const scene = aScene()
    const { world, receiver, tagout } = scene
    await inMaintenance(scene)
    const volumes: (readonly string[])[] = []
    tagout.upon('telling normal told', () => volumes.push(world.volumes.names()))

    const outcome = await tagout.exit()

    expect({
      told: told(outcome),
      telling: telling(outcome),
      heard: receiver.heard.slice(1),
      volumes,
      restored: tagout.restored,
      ended: world.recorded().at(-1),
    }).toMatchObject({
      told: 'changed to Normal',
      telling: { ...toldSo, says: 'normal' },
      heard: ['normal one.claim-2: db web'],
      volumes: [['tagout.shop', 'tagout.shop.exit']],
      restored: ['told'],
      ended: { kind: 'ended', telling: { ...toldSo, says: 'normal' } },
    })
  })

  it('is back although the product could not be told, which is reported', async () => {
    const scene = aScene()
    const { world, receiver, tagout } = scene
    await inMaintenance(scene)
    receiver.behave('refuses')

    const outcome = await tagout.exit()

    expect({
      told: told(outcome),
      telling: telling(outcome),
      restored: tagout.restored,
      volumes: world.volumes.names(),
    }).toEqual({
      told: 'changed to Normal',
      telling: { ...unheard, says: 'normal' },
      restored: ['failed'],
      volumes: [],
    })
  })

  it('does not have it told while something of it is not back', async () => {
    const scene = aScene()
    const { world, receiver, tagout } = scene
    await inMaintenance(scene)
    world.host.trouble('start', 'web', 'refused')

    const incomplete = await tagout.exit()
    const heardBefore = [...receiver.heard]
    world.host.noTrouble()
    const retried = await tagout.retry()

    expect({
      told: [incomplete, retried].map(told),
      heardBefore,
      heard: receiver.heard.slice(1),
      restored: tagout.restored,
    }).toEqual({
      told: ['incomplete, Maintenance', 'changed to Normal'],
      heardBefore: [entering],
      heard: ['normal one.claim-2: db web'],
      restored: ['told'],
    })
  })

  it('of a product that nobody tells has it known that all is restored', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter()

    const outcome = await tagout.exit()

    expect({ telling: telling(outcome), restored: tagout.restored }).toEqual({
      telling: null,
      restored: ['nobody'],
    })
  })
})

describe('An observer', () => {
  it('tells nothing, neither when it enters nor when it leaves', async () => {
    const { world, receiver, tagout } = aScene()

    const answers = [
      await tagout.enter({ source: 'Observer' }),
      await tagout.exit({ source: 'Observer' }),
    ]

    expect({
      told: answers.map(told),
      telling: answers.map(telling),
      heard: receiver.heard,
      restored: tagout.restored,
      mode: world.summary().mode,
    }).toEqual({
      told: ['changed to Maintenance', 'changed to Normal'],
      telling: [null, null],
      heard: [],
      restored: [],
      mode: 'Normal',
    })
  })

  it('that a person took over from is followed by a normal that is told', async () => {
    const { receiver, tagout } = aScene()
    await tagout.enter({ source: 'Observer' })
    await tagout.takeover()

    const outcome = await tagout.exit()

    expect({ told: told(outcome), heard: receiver.heard, restored: tagout.restored }).toEqual({
      told: 'changed to Normal',
      heard: ['normal one.claim-3: db web'],
      restored: ['told'],
    })
  })
})

describe('A preview', () => {
  it('says who would be told, and how long the grace period is', async () => {
    const scene = aScene()
    const previews = [await scene.tagout.preview('Maintenance')]
    await inMaintenance(scene)
    previews.push(await scene.tagout.preview('Maintenance'), await scene.tagout.preview('Normal'))

    expect(previews.map((preview) => (preview.ok ? preview.value.telling : preview))).toEqual([
      { to: receiverName, gracePeriodMs: grace },
      null,
      { to: receiverName, gracePeriodMs: 0 },
    ])
  })

  it('says nobody where an observer is in the way', async () => {
    const { tagout } = aScene()
    await tagout.enter({ source: 'Observer' })

    const preview = await tagout.preview('Normal')

    expect(preview.ok && preview.value.telling).toBeNull()
  })
})

describe('A grace period while the engine can not be asked', () => {
  it('goes on, and the stops follow when it is back', async () => {
    const { world, receiver, tagout } = aScene()
    const answer = tagout.enter()
    await world.settled()

    world.goOffline()
    world.clock.pass(grace)
    const offline = told(await answer)
    await world.comeBack()

    expect({
      offline,
      heard: receiver.heard,
      mode: world.summary().mode,
      shown: shown(tagout.change()),
    }).toEqual({
      offline: 'incomplete, Maintenance: went-offline',
      heard: [entering],
      mode: 'Maintenance',
      shown: 'none',
    })
  })

  it('waits for the rest when it is back before its end', async () => {
    const { world, receiver, tagout } = aScene()
    const answer = tagout.enter()
    await world.settled()

    world.goOffline()
    world.clock.pass(10_000)
    await world.comeBack()
    world.clock.pass(4999)
    await world.settled()
    const stopsBefore = [...world.host.log]
    world.clock.pass(1)

    expect({ told: told(await answer), stopsBefore, heard: receiver.heard }).toEqual({
      told: 'changed to Maintenance',
      stopsBefore: [],
      heard: [entering],
    })
  })
})
