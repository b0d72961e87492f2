import { describe, expect, it } from 'vitest'
import { newState } from '../../../src/main/demo/host/container'
import type {
  Container,
  ContainerConfig,
  RestartPolicy,
} from '../../../src/main/demo/host/container'
import type { HostEvent } from '../../../src/main/demo/host/events'
import { createDemoHost } from '../../../src/main/demo/host/host'
import { createRandom } from '../../../src/main/demo/host/random'
import { createManualClock } from '../../support/world/manual-clock'

const serves = "trap 'exit 0' TERM; sleep infinity & wait"
const deaf = "trap '' TERM; sleep infinity & wait"

describe('A container', () => {
  it('is created, runs, is paused, goes on, and ends, each told', async () => {
    const world = aHost()
    const web = world.created(serves)

    await world.done(world.host.start(web))
    world.pass(0)
    world.host.pause(web)
    world.host.unpause(web)
    await world.done(world.host.stop(web))

    expect(world.heard()).toEqual([
      'create',
      'start',
      'pause',
      'unpause',
      'kill 15',
      'die 0',
      'stop',
    ])
    expect(web.state).toMatchObject({ status: 'exited', exitCode: 0, stoppedByHand: true })
  })

  it.each([
    [
      'exits with its own code when it heeds the signal',
      "trap 'exit 143' TERM; sleep infinity & wait",
      143,
      0,
    ],
    ['takes as long as it takes', "trap 'sleep 2; exit 0' TERM; sleep infinity & wait", 0, 2000],
    ['is killed after its timeout when it does not', deaf, 137, 4000],
    ['ignores, as the first process, what it does not trap', 'sleep 100000', 137, 4000],
    [
      'hears of it when the command in the foreground is done',
      "trap 'exit 0' TERM; sleep 3",
      0,
      3000,
    ],
  ])('that is stopped %s', async (_, script, exitCode, milliseconds) => {
    const world = aHost()
    const web = world.created(script, { stopTimeout: 4 })
    await world.done(world.host.start(web))
    world.pass(0)
    const begun = world.now()

    await world.done(world.host.stop(web))

    expect([web.state.exitCode, world.now() - begun]).toEqual([exitCode, milliseconds])
  })

  it('stops with its own signal', async () => {
    const world = aHost()
    const web = world.created("trap 'exit 7' INT; sleep infinity & wait", { stopSignal: 'SIGINT' })
    await world.done(world.host.start(web))
    world.pass(0)

    await world.done(world.host.stop(web))

    expect(web.state.exitCode).toBe(7)
    expect(world.heard()).toContain('kill 2')
  })

  it('stands still while it is paused', async () => {
    const world = aHost()
    const web = world.created('sleep 5; exit 4')
    await world.done(world.host.start(web))
    world.pass(3000)
    world.host.pause(web)
    world.pass(60_000)
    expect(web.state.status).toBe('paused')

    world.host.unpause(web)
    world.pass(1999)
    expect(web.state.status).toBe('running')
    world.pass(1)
    expect(web.state).toMatchObject({ status: 'exited', exitCode: 4 })
  })

  it('that is paused is stopped all the same', async () => {
    const world = aHost()
    const web = world.created(serves)
    await world.done(world.host.start(web))
    world.pass(0)
    world.host.pause(web)

    await world.done(world.host.stop(web))

    expect(world.heard().slice(2)).toEqual(['pause', 'kill 15', 'unpause', 'die 0', 'stop'])
  })

  it('with --rm is gone when it has ended, after whoever stopped it was answered', async () => {
    const world = aHost()
    const job = world.created(serves, { autoRemove: true })
    await world.done(world.host.start(job))
    world.pass(0)

    await world.done(world.host.stop(job))
    world.pass(0)

    expect(world.heard().slice(-4)).toEqual(['kill 15', 'die 0', 'stop', 'destroy'])
    expect(world.host.containers.find(job.id)).toBeNull()
  })

  it('that runs out of memory is killed, and told to have', async () => {
    const world = aHost()
    const web = world.created(serves)
    await world.done(world.host.start(web))

    world.host.runOutOfMemory(web)

    expect(world.heard().slice(-2)).toEqual(['oom', 'die 137'])
    expect(web.state).toMatchObject({ oomKilled: true, exitCode: 137 })
  })
})

describe('A restart policy', () => {
  it('waits twice as long before each start, up to a minute, and afresh after a run of ten seconds', async () => {
    const world = aHost()
    const loop = world.created('exit 3', {}, 'always')
    await world.done(world.host.start(loop))
    const starts: number[] = []
    world.host.events.follow(({ action, at }) => action === 'start' && starts.push(at))

    world.pass(300_000)

    const waits = starts.slice(1).map((at, index) => at - (starts[index] ?? 0))
    expect(waits.slice(0, 11)).toEqual([
      200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 51_200, 60_000, 60_000,
    ])
    const steady = world.created('sleep 10; exit 1', {}, 'always')
    await world.done(world.host.start(steady))
    world.pass(10_000)
    expect(steady.state).toMatchObject({ status: 'restarting', restartCount: 1 })
    world.pass(100)
    expect(steady.state.status).toBe('running')
    world.pass(10_099)
    expect(steady.state.status).toBe('restarting')
    world.pass(1)
    expect(steady.state.status).toBe('running')
  })

  it.each([
    ['no', 0, 1, 'exited'],
    ['always', 0, 0, 'restarting'],
    ['unless-stopped', 0, 0, 'restarting'],
    ['on-failure', 0, 0, 'exited'],
    ['on-failure', 0, 1, 'restarting'],
  ] as const)(
    '%s (%i) makes of what exits with %i one that is %s',
    async (name, count, exitCode, status) => {
      const world = aHost()
      const web = world.created(`exit ${exitCode}`, {}, { name, maximumRetryCount: count })
      await world.done(world.host.start(web))

      world.pass(0)

      expect(web.state.status).toBe(status)
    },
  )

  it('on-failure gives up after so many', async () => {
    const world = aHost()
    const web = world.created('exit 1', {}, { name: 'on-failure', maximumRetryCount: 2 })
    await world.done(world.host.start(web))

    world.pass(60_000)

    expect(web.state).toMatchObject({ status: 'exited', restartCount: 2 })
    expect(world.heard().filter((each) => each === 'die 1')).toHaveLength(3)
  })

  it('has no say in what is stopped while it waits, and nothing dies then', async () => {
    const world = aHost()
    const loop = world.created('exit 3', {}, 'always')
    await world.done(world.host.start(loop))
    world.pass(0)

    await world.done(world.host.stop(loop))
    world.pass(60_000)

    expect(world.heard()).toEqual(['create', 'start', 'die 3', 'stop'])
    expect(loop.state).toMatchObject({ status: 'exited', exitCode: 3 })
  })

  it.each([
    ['always', 'running', 'running'],
    ['always', 'stopped', 'running'],
    ['always', 'created', 'created'],
    ['unless-stopped', 'running', 'running'],
    ['unless-stopped', 'stopped', 'exited'],
    ['on-failure', 'running', 'exited'],
    ['on-failure', 'killed', 'running'],
    ['no', 'running', 'exited'],
    ['no', 'killed', 'exited'],
  ] as const)(
    '%s, of what was %s before the daemon restarted, has it %s',
    async (policy, was, is) => {
      const world = aHost()
      const web = world.created(serves, {}, policy)
      if (was !== 'created') await world.done(world.host.start(web))
      world.pass(0)
      if (was === 'stopped') await world.done(world.host.stop(web))
      if (was === 'killed') world.host.kill(web)

      await world.done(world.host.shutDown())
      world.host.boot()
      world.pass(0)

      expect(web.state.status).toBe(is)
    },
  )
})

describe('A health check', () => {
  const check = { interval: 2e9, timeout: 1e9, startPeriod: 0, retries: 2 }

  it('is starting, then healthy, and sick only after so many failures', async () => {
    const world = aHost()
    const web = world.created(serves, {
      healthcheck: {
        ...check,
        test: ['CMD-SHELL', "! test -e /sick || { echo 'HTTP 503'; false; }"],
      },
    })
    await world.done(world.host.start(web))
    const states: unknown[] = [web.state.health?.status]
    const look = (): unknown => states.push(web.state.health?.status)

    world.pass(2000)
    look()
    web.files.add('/sick')
    world.pass(2000)
    look()
    world.pass(2000)
    look()
    web.files.delete('/sick')
    world.pass(2000)
    look()

    expect(states).toEqual(['starting', 'healthy', 'healthy', 'unhealthy', 'healthy'])
    expect(world.heard().filter((each) => each.startsWith('health'))).toEqual([
      'health_status: healthy',
      'health_status: unhealthy',
      'health_status: healthy',
    ])
    expect(web.state.health?.log.at(-2)).toMatchObject({ exitCode: 1, output: 'HTTP 503\n' })
  })

  it('that takes too long has failed, and what it ran is ended', async () => {
    const world = aHost()
    const web = world.created(serves, {
      healthcheck: { ...check, retries: 1, test: ['CMD', 'sleep', '5'] },
    })
    await world.done(world.host.start(web))

    world.pass(3000)

    expect(web.state.health).toMatchObject({ status: 'unhealthy', failingStreak: 1 })
    expect(web.state.health?.log[0]).toMatchObject({ exitCode: -1 })
    expect([...web.life.execs.keys()]).toEqual([])
  })

  it('fails without harm while it is young', async () => {
    const world = aHost()
    const web = world.created(serves, {
      healthcheck: { ...check, startPeriod: 9e9, retries: 1, test: ['CMD', 'false'] },
    })
    await world.done(world.host.start(web))

    world.pass(8000)
    expect(web.state.health?.status).toBe('starting')
    world.pass(2000)
    expect(web.state.health?.status).toBe('unhealthy')
  })

  it('is not made while it is paused or down, and begins anew', async () => {
    const world = aHost()
    const web = world.created(serves, { healthcheck: { ...check, test: ['CMD', 'true'] } })
    await world.done(world.host.start(web))
    world.pass(2000)
    world.host.pause(web)
    const checks = (): number =>
      world.heard().filter((each) => each.startsWith('exec_create')).length
    const before = checks()

    world.pass(60_000)
    expect([checks() - before, web.state.health?.status]).toEqual([0, 'unhealthy'])
    world.host.unpause(web)
    world.pass(2000)
    expect(web.state.health?.status).toBe('healthy')
    await world.done(world.host.stop(web))
    world.pass(60_000)
    expect(checks() - before).toBe(1)
    await world.done(world.host.start(web))
    expect(web.state.health?.status).toBe('starting')
  })
})

it('hands whoever creates a volume that exists the first one, and tells it all the same', () => {
  const { host, heardOf } = aHost()

  const first = host.volumes.create('tagout.shop', { who: 'me' })
  const second = host.volumes.create('tagout.shop', { who: 'you' })
  host.volumes.remove('tagout.shop')

  expect(second).toEqual(first)
  expect(heardOf('volume')).toEqual(['create', 'create', 'destroy'])
})

it('keeps 256 events, and none over a restart of its daemon', () => {
  const { host } = aHost()
  for (let index = 0; index < 300; index++) host.volumes.create(`volume-${index}`, null)

  expect(host.events.recent()).toHaveLength(256)
  expect(host.events.recent()[0]?.id).toBe('volume-44')
  host.boot()
  expect(host.events.recent()).toEqual([])
})

function aHost() {
  const clock = createManualClock('2026-11-26T08:00:00.000Z')
  const host = createDemoHost('a-host', clock, createRandom(1))
  const events: HostEvent[] = []
  host.events.follow((event) => events.push(event))
  let count = 0

  return {
    host,
    now: () => clock.now(),
    pass: (milliseconds: number) => clock.pass(milliseconds),
    created(
      script: string,
      more: Partial<ContainerConfig> = {},
      policy: RestartPolicy['name'] | RestartPolicy = 'no',
    ): Container {
      const created = host.create(
        `container-${++count}`,
        {
          image: 'stub:latest',
          command: ['sh', '-c', script],
          labels: {},
          stopSignal: null,
          stopTimeout: null,
          healthcheck: null,
          networkMode: 'none',
          autoRemove: false,
          startTakes: 0,
          ...more,
        },
        typeof policy === 'string' ? { name: policy, maximumRetryCount: 0 } : policy,
      )
      if (!created.ok) throw new Error(created.problem.message)
      expect(created.value.state).toEqual(newState)
      return created.value
    },
    /** Lets the time pass that it takes. */
    async done(work: Promise<unknown>): Promise<void> {
      const state = { isDone: false }
      void work.then(() => (state.isDone = true))
      for (let tick = 0; ; tick++) {
        for (let turn = 0; turn < 10; turn++) await Promise.resolve()
        if (state.isDone) return
        clock.pass(tick < 5 ? 0 : 500)
      }
    },
    heard: () => events.filter(({ type }) => type === 'container').map(told),
    heardOf: (which: HostEvent['type']) =>
      events.filter(({ type }) => type === which).map(({ action }) => action),
  }
}

function told({ action, attributes: { exitCode, signal } }: HostEvent): string {
  const more = action === 'die' ? exitCode : action === 'kill' ? signal : undefined
  return more === undefined ? action : `${action} ${more}`
}
