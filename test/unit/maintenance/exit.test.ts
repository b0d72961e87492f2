import { describe, expect, it } from 'vitest'
import { aContainer, containers } from '../../support/world/containers'
import { withDetails } from '../../support/world/host-container'
import type { HostContainer } from '../../support/world/host-container'
import { containersTold, shown, told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers('db@always', 'api>db+', '=queue', '~old@unless-stopped', '!backup').map(
  checked,
)
const before = aWorld(shop).inspections()

function checked(container: HostContainer): HostContainer {
  return withDetails(container, { hasHealthcheck: container.name === 'db' })
}

async function inMaintenance(all: readonly HostContainer[] = shop): Promise<World> {
  const world = aWorld(all)
  await world.started().enter()
  world.clock.pass(3_600_000)
  return world
}

function ending(world: World) {
  const { mode, containers, volumes, copies } = world.summary()
  return { mode, containers, volumes, copies }
}

const back = { mode: 'Normal', containers: before, volumes: [], copies: [] }

describe('exiting', () => {
  it('restores what ran, paused what was paused, and leaves down what was down', async () => {
    const world = await inMaintenance()

    const answer = await world.started().exit()

    expect({ told: told(answer), each: containersTold(answer), ...ending(world) }).toEqual({
      told: 'changed to Normal',
      each: { db: 'started', api: 'started', queue: 'paused', old: 'policy-only' },
      ...back,
    })
  })

  it('is a no-op that succeeds when it is normal', async () => {
    expect(told(await aWorld(shop).started().exit())).toBe('already, Normal')
  })

  it('reports what dies right after its start, and does not say that it is back', async () => {
    const world = await inMaintenance()
    world.host.trouble('start', 'api', 'ends-at-once')
    const tagout = world.started()

    const answer = await tagout.exit()

    const [failure] = (answer.ok ? answer.value.containers : []).filter(({ problem }) => problem)
    expect({
      told: told(answer),
      failure,
      shown: shown(tagout.change()),
      mode: world.summary().mode,
    }).toEqual({
      told: 'incomplete, Maintenance',
      failure: {
        container: aContainer('api').id,
        name: 'api',
        stack: 'shop',
        service: 'api',
        result: 'failed',
        killed: false,
        problem: { code: 'not-so', detail: 'exited with code 1' },
      },
      shown: 'incomplete to Normal',
      mode: 'Exiting',
    })
  })

  it('does what is left when it is retried', async () => {
    const world = await inMaintenance()
    world.host.trouble('start', 'api', 'refused')
    const tagout = world.started()
    await tagout.exit()
    world.host.noTrouble()

    const answer = await tagout.retry()

    expect({ told: told(answer), ...ending(world) }).toEqual({ told: 'changed to Normal', ...back })
  })

  it.each(['no', 'on-failure:3'])(
    'takes a batch (policy %s) that ends with code 0 for done, and Retry does not run it again',
    async (policy) => {
      const world = aWorld(containers(`batch@${policy}`, 'web@always'))
      const tagout = world.started()
      await tagout.enter()
      world.clock.pass(60_000)
      world.host.trouble('start', 'batch', 'completes-at-once')
      world.host.trouble('start', 'web', 'refused')

      const answers = [await tagout.exit()]
      world.host.trouble('start', 'web', 'slow')
      answers.push(await tagout.retry())

      expect({
        told: answers.map(told),
        each: answers.map(containersTold),
        starts: world.host.log.filter((what) => what.startsWith('start')),
        mode: world.summary().mode,
      }).toEqual({
        told: ['incomplete, Maintenance', 'changed to Normal'],
        each: [{ batch: 'started', web: 'failed: engine-refused' }, { web: 'started' }],
        starts: ['start batch', 'start web'],
        mode: 'Normal',
      })
    },
  )

  it('starts what depends on something that does not get healthy, and tells of it', async () => {
    const world = await inMaintenance()
    world.host.trouble('await', 'db', 'refused')

    const answer = await world.started().exit()

    const { db, api } = containersTold(answer)
    expect({ told: told(answer), db, api, ...ending(world) }).toEqual({
      told: 'changed to Normal',
      db: 'started: unhealthy',
      api: 'started',
      ...back,
    })
  })

  it('reports what is gone, and brings back the rest', async () => {
    const world = await inMaintenance()
    world.host.remove(aContainer('db').id)

    const answer = await world.started().exit()

    expect({ told: told(answer), db: containersTold(answer).db, ...ending(world) }).toEqual({
      told: 'changed to Normal',
      db: 'gone',
      ...back,
      containers: { api: before.api, queue: before.queue, old: before.old, backup: before.backup },
    })
  })

  it('ends when all is gone', async () => {
    const world = await inMaintenance(containers('web'))
    world.host.remove(aContainer('web').id)

    const answer = await world.started().exit()

    expect({ told: told(answer), each: containersTold(answer), ...ending(world) }).toEqual({
      told: 'changed to Normal',
      each: { web: 'gone' },
      ...back,
      containers: {},
    })
  })

  it('leaves alone what is started again already, drift or not', async () => {
    const world = await inMaintenance(containers('db', 'web>db'))
    world.host.start(aContainer('web').id)

    await world.started().exit()

    expect(world.host.log.filter((what) => what.startsWith('start'))).toEqual([
      'start web',
      'start db',
    ])
  })

  it('is refused while the environment is offline, and changes nothing', async () => {
    const world = await inMaintenance()
    const tagout = world.started()
    const down = ending(world)
    world.goOffline()

    const answer = await tagout.exit()

    expect({ told: told(answer), ...ending(world) }).toEqual({
      told: 'refused: environment-offline',
      ...down,
    })
  })

  it('refuses to enter again until it is normal', async () => {
    const world = await inMaintenance()
    world.host.trouble('start', 'api', 'refused')
    const tagout = world.started()
    await tagout.exit()

    expect(told(await tagout.enter())).toBe('refused: transition-in-progress')
  })

  it('tries again to take the tag down', async () => {
    const world = await inMaintenance()
    const tagout = world.started()
    tagout.upon('pause queue done', () => world.goOffline())

    const answer = await tagout.exit()
    await world.comeBack()

    expect({ told: told(answer), ...ending(world) }).toEqual({
      told: 'incomplete, Maintenance: went-offline',
      ...back,
    })
  })

  it('previews the very plan that would run, and changes nothing', async () => {
    const world = await inMaintenance()
    const tagout = world.started()
    const down = ending(world)

    const preview = await tagout.preview('Normal')
    const after = ending(world)
    const steps: string[] = []
    tagout.upon('start api waiting', () => {
      steps.push(...(tagout.change()?.steps ?? []).map(({ step }) => step))
    })
    await tagout.exit()

    if (!preview.ok) throw new Error(preview.problem.code)
    expect({
      after,
      steps,
      untouched: preview.value.untouched.map(({ name, why }) => `${name}: ${why}`),
    }).toEqual({
      after: down,
      steps: preview.value.plan.steps.map(({ id }) => id),
      untouched: ['old: was-not-running', 'backup: ignored'],
    })
  })
})

describe('whose maintenance it is', () => {
  it('refuses to end by hand what an observer began, and changes nothing', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter({ source: 'Observer' })
    const down = ending(world)

    const answer = await tagout.exit({ source: 'Manual' })

    expect({ told: told(answer), ...ending(world) }).toEqual({
      told: 'refused: owned-by-observer',
      ...down,
    })
  })

  it('ends when the observer says normal what the observer began', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter({ source: 'Observer' })

    const answer = await tagout.exit({ source: 'Observer' })

    expect({ told: told(answer), ...ending(world) }).toEqual({ told: 'changed to Normal', ...back })
  })

  it('changes nothing when an observer says normal and a person began it', async () => {
    const world = await inMaintenance()
    const down = ending(world)

    const answer = await world.started().exit({ source: 'Observer' })

    expect({ told: told(answer), ...ending(world) }).toEqual({
      told: 'already, Maintenance',
      ...down,
    })
  })
})
