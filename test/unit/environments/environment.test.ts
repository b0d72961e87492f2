import { describe, expect, it } from 'vitest'
import type { LiveEnvironment } from '../../../src/main/environments/environment'
import { containerId } from '../../../src/shared/ids'
import type { ContainerId } from '../../../src/shared/ids'
import { failed, ok } from '../../../src/shared/result'
import {
  aContainer,
  anEngine,
  lost,
  openByHand as open,
  refused,
  settled,
  web,
} from '../../support/hand-environment'

function stateOf(environment: LiveEnvironment, id: ContainerId): string | undefined {
  return environment.world().containers.get(id)?.state
}

describe('an environment', () => {
  it('follows before it lists, and is connected when its world is known', async () => {
    const engine = anEngine()
    const { environment, connected } = open([ok(engine.connection)])

    await settled()

    expect({
      asked: engine.asked,
      shown: environment.shown().connection,
      host: environment.host().ok,
      web: stateOf(environment, web),
      connected: connected.length,
    }).toEqual({
      asked: ['follow', 'list'],
      shown: { state: 'connected', engine: 'Docker Engine 20.10.24', apiVersion: '1.41' },
      host: true,
      web: 'running',
      connected: 1,
    })
  })

  it('acts upon nothing of an engine that is not to be used, and says why', async () => {
    const engine = anEngine()
    const known = { code: 'engine-known-already', name: 'there' } as const
    const { environment, connected } = open([ok(engine.connection)], {
      recognised: (id) => (id === 'ID' ? known : null),
    })

    await settled()

    expect({
      asked: engine.asked,
      shown: environment.shown().connection,
      host: environment.host(),
      containers: environment.world().containers.size,
      connected,
    }).toEqual({
      asked: ['follow', 'list', 'close'],
      shown: {
        state: 'offline',
        since: '2026-11-22T20:00:00.000Z',
        problem: known,
        nextTryAt: expect.any(String) as string,
      },
      host: failed({ code: 'environment-offline' }),
      containers: 0,
      connected: [],
    })
  })

  it('loses nothing that happens while it lists', async () => {
    const engine = anEngine()
    engine.duringList.push(() => {
      engine.containers.set(web, aContainer(web, 'exited'))
      engine.stream.hear({ type: 'container', action: 'die', container: web })
    })
    const { environment } = open([ok(engine.connection)])

    await settled()

    expect(stateOf(environment, web)).toBe('exited')
  })

  it('follows what comes, changes and goes', async () => {
    const engine = anEngine()
    const { environment } = open([ok(engine.connection)])
    await settled()
    const api = containerId.parse('api')

    engine.containers.set(api, aContainer(api, 'running'))
    engine.containers.delete(web)
    engine.stream.hear({ type: 'container', action: 'start', container: api })
    engine.stream.hear({ type: 'container', action: 'destroy', container: web })
    await settled()

    expect([...environment.world().containers.keys()]).toEqual([api])
  })

  it('remembers what it knew when the connection breaks, refuses, and connects again', async () => {
    const engine = anEngine()
    const { environment, clock, connected } = open([ok(engine.connection), ok(engine.connection)])
    await settled()
    clock.pass(60_000)

    engine.stream.end(lost)
    const offline = {
      shown: environment.shown().connection,
      host: environment.host(),
      asOf: environment.worldAsOf(),
      web: stateOf(environment, web),
    }
    clock.pass(1000)
    await settled()

    expect(offline).toEqual({
      shown: {
        state: 'offline',
        since: '2026-11-22T20:01:00.000Z',
        problem: lost,
        nextTryAt: expect.stringMatching(/^2026-11-22T20:01:00\.[3-6]/) as string,
      },
      host: failed({ code: 'environment-offline' }),
      asOf: '2026-11-22T20:01:00.000Z',
      web: 'running',
    })
    expect({
      state: environment.shown().connection.state,
      asOf: environment.worldAsOf(),
      connected: connected.length,
    }).toEqual({ state: 'connected', asOf: null, connected: 2 })
  })

  it('waits longer from try to try, half a minute at most, and stays offline since the first', async () => {
    const { environment, clock, connects } = open([])
    await settled()
    for (let second = 0; second < 300; second++) {
      clock.pass(1000)
      await settled()
    }

    const waits = connects.slice(1).map((at, index) => (at - (connects[index] ?? 0)) / 1000)
    expect(waits.length).toBeGreaterThan(8)
    expect(Math.max(...waits)).toBeLessThanOrEqual(39)
    expect(Math.max(...waits.slice(0, 2))).toBeLessThan(3)
    expect(environment.shown().connection).toEqual({
      state: 'offline',
      since: '2026-11-22T20:00:00.000Z',
      problem: refused,
      nextTryAt: expect.any(String) as string,
    })
  })

  it('tries at once when it is asked to', async () => {
    const engine = anEngine()
    const { environment } = open([failed(refused), ok(engine.connection)])
    await settled()

    environment.reconnect()
    await settled()

    expect(environment.shown().connection.state).toBe('connected')
  })

  it('is tried at once when the machine is awake again, and soon after that', async () => {
    const { environment, connects, clock } = open([])
    await settled()
    clock.pass(120_000)
    await settled()
    const before = connects.length

    environment.verify()
    await settled()
    const at = clock.now()
    clock.pass(700)
    await settled()

    expect(connects.slice(before).map((each) => each - at)).toEqual([0, expect.any(Number)])
  })

  it('looks at what it missed when it is verified, and keeps its host', async () => {
    const engine = anEngine()
    const { environment, connects } = open([ok(engine.connection)])
    await settled()
    const host = environment.host()
    engine.containers.set(web, aContainer(web, 'exited'))

    environment.verify()
    await settled()

    expect({
      asked: engine.asked,
      web: stateOf(environment, web),
      state: environment.shown().connection.state,
      connects: connects.length,
    }).toEqual({
      asked: ['follow', 'list', 'follow', 'list'],
      web: 'exited',
      state: 'connected',
      connects: 1,
    })
    expect(environment.host()).toEqual(host)
  })

  it('loses nothing that happens while it is verified', async () => {
    const engine = anEngine()
    const list: typeof engine.connection.list = async () => {
      const listed = await engine.connection.list()
      // What happens meanwhile is inspected before the list is there.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve()
      return listed
    }
    const { environment, clock } = open([ok({ ...engine.connection, list })])
    await settled()
    engine.duringList.push(() => {
      engine.containers.set(web, aContainer(web, 'exited'))
      engine.stream.hear({ type: 'container', action: 'die', container: web })
    })

    environment.verify()
    await settled()
    clock.pass(100)
    await settled()

    expect(stateOf(environment, web)).toBe('exited')
  })

  it('is offline at once when it does not answer any more, and is connected anew', async () => {
    const engine = anEngine()
    const { environment, clock } = open([ok(engine.connection), ok(anEngine().connection)])
    await settled()
    engine.stream.refusal = { code: 'connection-timeout', address: 'unix:///x' }

    environment.verify()
    await settled()
    const then = environment.shown().connection
    clock.pass(700)
    await settled()

    expect([then, environment.shown().connection.state]).toMatchObject([
      { state: 'offline', problem: { code: 'connection-timeout' } },
      'connected',
    ])
  })

  it('has one attempt due, however often it comes and goes', async () => {
    const engines = Array.from({ length: 50 }, () => anEngine())
    const { clock, connects, connected } = open(engines.map(({ connection }) => ok(connection)))
    await settled()

    for (const engine of engines.slice(0, -1)) {
      engine.stream.end(lost)
      engine.stream.end(lost)
      clock.pass(700)
      await settled()
    }
    clock.pass(600_000)
    await settled()

    expect({ connects: connects.length, connected: connected.length }).toEqual({
      connects: 50,
      connected: 50,
    })
    expect(
      engines.slice(0, -1).map(({ asked }) => asked.filter((each) => each === 'close')),
    ).toEqual(Array.from({ length: 49 }, () => ['close']))
  })

  it('is over when it is closed', async () => {
    const engine = anEngine()
    const { environment, clock, connects } = open([ok(engine.connection)])
    await settled()

    environment.close()
    engine.stream.end(lost)
    clock.pass(600_000)
    await settled()

    expect({ asked: engine.asked, connects: connects.length, host: environment.host() }).toEqual({
      asked: ['follow', 'list', 'close'],
      connects: 1,
      host: failed({ code: 'environment-offline' }),
    })
  })
})
