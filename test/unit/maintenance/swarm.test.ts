import { describe, expect, it } from 'vitest'
import { nowhere } from '../../../src/main/maintenance/swarm'
import { tag as tagSchema } from '../../../src/shared/maintenance'
import { printPlan } from '../../../src/shared/plan'
import { containers, idOf } from '../../support/world/containers'
import { Crash } from '../../support/world/life'
import { tagOn } from '../../support/world/observed'
import { aService, scaled } from '../../support/world/services'
import { containersTold, told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const [db] = containers('db@always')
const linux = 'node.platform.os == linux'

/** A Compose container and services of every mode, beside one that was scaled to 0 on purpose. */
const product = [
  ...(db === undefined ? [] : [db]),
  aService('web', { replicas: 3 }),
  aService('agent', { mode: 'global', constraints: [linux] }),
  aService('backup', { mode: 'job', wanted: 1 }),
  aService('reports', { replicas: 0 }),
  aService('monitor', { replicas: 2 }, { 'tagout.maintenance': 'ignore' }),
]

const asBefore = {
  db: 'running always',
  web: 'running x3',
  agent: `running global ${linux}`,
  backup: 'running job',
  reports: 'exited x0',
  monitor: 'running x2',
}

const inMaintenance = {
  ...asBefore,
  db: 'exited no',
  web: 'exited x0',
  agent: `exited global ${linux} ${nowhere}`,
}

async function entered(): Promise<World> {
  const world = aWorld(product)
  await world.started().enter()
  world.clock.pass(5000)
  return world
}

describe('Entering with Swarm services', () => {
  it('scales replicated ones to 0, places global ones nowhere, and leaves jobs alone', async () => {
    const world = aWorld(product)

    const answer = await world.started().enter()

    expect({ told: told(answer), each: containersTold(answer), ...world.summary() }).toEqual({
      told: 'changed to Maintenance',
      each: { db: 'stopped', web: 'service-stopped', agent: 'service-stopped' },
      mode: 'Maintenance',
      containers: inMaintenance,
      drift: [],
      volumes: ['tagout.shop'],
      copies: ['one'],
    })
  })

  it('previews the very plan that would run, and what stays as it is', async () => {
    const world = aWorld(product)

    const preview = await world.started().preview('Maintenance')

    if (!preview.ok) throw new Error(preview.problem.code)
    expect({
      plan: printPlan(preview.value.plan).split('\n'),
      untouched: preview.value.untouched.map(({ name, why }) => `${name}: ${why}`),
      warnings: preview.value.warnings,
    }).toEqual({
      plan: [
        'constrain  agent  entering maintenance',
        'stop       db     entering maintenance',
        'scale-down web    entering maintenance',
        'hold       db     would restart by its policy, after stop db',
      ],
      untouched: ['backup: job', 'monitor: ignored', 'reports: not-running'],
      warnings: [],
    })
  })

  it('is incomplete while tasks run, and does what is left when it is retried', async () => {
    const world = aWorld(product)
    world.host.trouble('scale-down', 'web', 'refused')
    const tagout = world.started()

    const first = await tagout.enter()
    world.host.noTrouble()
    const second = await tagout.retry()

    expect({ first: told(first), web: containersTold(first).web, second: told(second) }).toEqual({
      first: 'incomplete, Maintenance',
      web: 'failed: engine-refused',
      second: 'changed to Maintenance',
    })
  })

  it('does not believe Swarm before it is so', async () => {
    const world = aWorld(product)
    world.host.trouble('constrain', 'agent', 'without-effect')

    const answer = await world.started().enter()

    expect({ told: told(answer), agent: containersTold(answer).agent }).toEqual({
      told: 'incomplete, Maintenance',
      agent: 'failed: not-so',
    })
  })
})

describe('Exiting with Swarm services', () => {
  it('restores replicas and constraints, and leaves at 0 what was at 0', async () => {
    const world = await entered()

    const answer = await world.started().exit()

    expect({ told: told(answer), each: containersTold(answer), ...world.summary() }).toEqual({
      told: 'changed to Normal',
      each: { db: 'started', web: 'service-started', agent: 'service-started' },
      mode: 'Normal',
      containers: asBefore,
      drift: [],
      volumes: [],
      copies: [],
    })
  })

  it('scales to what was, also what someone scaled in maintenance', async () => {
    const world = await entered()
    world.host.scale(idOf('web'), 1)

    await world.started().exit()

    expect(world.inspections()).toEqual(asBefore)
  })

  it('restores a service that was deployed again, and leaves constraints that came with it', async () => {
    const world = await entered()
    world.host.remove(idOf('web'))
    world.host.remove(idOf('agent'))
    world.host.put(scaled({ ...aService('web'), id: idOf('web-2') }, 0))
    world.host.put({
      ...aService('agent', { mode: 'global', constraints: ['node.role == worker'] }),
      id: idOf('agent-2'),
    })

    await world.started().exit()

    expect(world.inspections()).toEqual({
      ...asBefore,
      agent: 'running global node.role == worker',
    })
  })

  it('is incomplete while fewer tasks run than before, and says so', async () => {
    const world = await entered()
    world.host.trouble('scale-up', 'web', 'ends-at-once')
    const tagout = world.started()

    const answer = await tagout.exit()

    expect({ told: told(answer), each: containersTold(answer) }).toEqual({
      told: 'incomplete, Maintenance',
      each: { db: 'started', web: 'failed: tasks-not-running', agent: 'service-started' },
    })
  })

  it('does not wait for tasks that did not run before', async () => {
    const world = aWorld([aService('web', { replicas: 3, running: 1 })])
    await world.started().enter()

    const answer = await world.started().exit()

    expect({ told: told(answer), ...world.inspections() }).toEqual({
      told: 'changed to Normal',
      web: 'running x3',
    })
  })
})

describe('A service that is scaled up in maintenance', () => {
  it('is drift, whether it was there at entry or not, and is scaled down when the user says so', async () => {
    const world = await entered()
    world.host.scale(idOf('web'), 2)
    world.host.put({
      ...aService('late'),
      details: { ...aService('late').details, startedAt: now(world) },
    })
    const shown = world.summary().drift

    const answer = await world.started().retry()

    expect({ shown, told: told(answer), ...world.inspections() }).toEqual({
      shown: ['late', 'web'],
      told: 'changed to Maintenance',
      ...inMaintenance,
      late: 'exited x0',
    })
  })
})

describe('A tag that was lost, of a product of services only', () => {
  const services = [aService('web', { replicas: 2 }), aService('api', { replicas: 1 })]

  it('hangs again while a service is held down', async () => {
    const world = aWorld(services)
    const tagout = world.started()
    await tagout.enter()
    world.clock.pass(5000)
    world.host.scale(idOf('api'), 1)

    world.volumes.prune()
    await tagout.connect()
    await world.settled()

    expect(world.summary()).toMatchObject({ mode: 'Maintenance', volumes: ['tagout.shop'] })
  })

  it('was taken down by someone when none is held down', async () => {
    const world = aWorld(services)
    const tagout = world.started()
    await tagout.enter()
    world.host.scale(idOf('api'), 1)
    world.host.scale(idOf('web'), 2)

    world.volumes.prune()
    await tagout.connect()
    await world.settled()

    expect(world.summary()).toMatchObject({ mode: 'Normal', volumes: [], copies: [] })
  })
})

describe.each(['before', 'after'] as const)('A death %s an effect', (dies) => {
  it.each(upTo(7))('number %i of entering is finished by the next start', async (effect) => {
    const world = aWorld(product)
    await expect(world.started('one', { dies, effect }).enter()).rejects.toThrow(Crash)

    await world.restarted()

    const isUntouched = effect === 0 && dies === 'before'
    expect(world.inspections()).toEqual(isUntouched ? asBefore : inMaintenance)
  })

  it.each(upTo(9))('number %i of exiting is finished by the next start', async (effect) => {
    const world = await entered()
    await expect(world.started('one', { dies, effect }).exit()).rejects.toThrow(Crash)

    await world.restarted()

    const isUntouched = effect === 0 && dies === 'before'
    expect(world.inspections()).toEqual(isUntouched ? inMaintenance : asBefore)
  })
})

describe('A tag from before Tagout knew of services', () => {
  it('is read', () => {
    const tag = tagOn(containers('web'))

    expect(tagSchema.parse(JSON.parse(JSON.stringify(tag)))).toEqual(tag)
  })
})

function upTo(end: number): readonly number[] {
  return Array.from({ length: end }, (_, index) => index)
}

/** By the engine's clock. */
function now(world: World): string {
  return new Date(world.clock.now() - 7_200_000).toISOString()
}
