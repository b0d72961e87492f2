import { expect, it } from 'vitest'
import { connectDocker } from '../../../src/main/docker/connect'
import type { DockerConnection } from '../../../src/main/docker/connect'
import type { EngineEvent } from '../../../src/main/docker/events'
import { containerId } from '../../../src/shared/ids'
import { ok } from '../../../src/shared/result'
import { createFaults } from '../../support/demo/faults'
import { serveEmptyHost } from '../../support/demo/host'
import { atPace, createChanges, fill } from '../../support/demo/load'
import { spawnLoad } from '../../support/demo/spawn-load'
import { eventually } from '../../support/eventually'

it('fills a host with containers that the adapter lists, the same from the same seed', async () => {
  const names = async () => {
    await using served = await filled(1000)
    const listed = await served.connection.list()
    return listed.ok ? listed.value.map(({ id, name, state }) => [id, name, state]) : listed
  }

  const first = await names()

  expect(first).toHaveLength(1000)
  expect(await names()).toEqual(first)
})

it('tells one event of each change, and inspections agree with the last one', async () => {
  await using served = await filled(40)
  const { connection, host } = served
  const heard: EngineEvent[] = []
  await connection.follow(
    (event) => heard.push(event),
    () => undefined,
  )
  const change = createChanges(host)

  const made = Array.from({ length: 400 }, () => change())

  await eventually(() => heard.length >= made.length || null, {
    within: 10_000,
    what: 'all is heard',
  })
  expect(heard.map((event) => event.type === 'container' && event.container)).toEqual(
    made.map(({ container }) => container.id),
  )
  expect(new Set(made.map((each) => each.change))).toEqual(
    new Set(['health', 'die', 'start', 'pause', 'unpause']),
  )
  for (const { id, state } of host.containers.all()) {
    expect(await connection.engine.inspect(containerId.parse(id))).toMatchObject(
      ok({
        state: state.status,
        health: state.status === 'running' ? state.health?.status : 'none',
      }),
    )
  }
})

it('keeps its pace', async () => {
  let made = 0
  const end = atPace(500, () => made++)
  await eventually(() => made >= 100 || null, { within: 10_000, what: 'a hundred are made' })

  expect(end()).toBe(made)
})

it('serves many hosts from a process of its own, which changes them in turn', async () => {
  const load = await spawnLoad({ hosts: 3, containers: 50, seed: 7 })
  try {
    expect(load.sockets).toHaveLength(3)
    const changed = [await load.one(), await load.one(), await load.one(), await load.one()]
    expect(changed.map(({ socket }) => socket)).toEqual([...load.sockets, load.sockets[0]])

    load.run(1000)
    const connection = await connected(load.sockets[1] ?? '')
    let heard = 0
    const endings: string[] = []
    await connection.follow(
      () => heard++,
      ({ code }) => endings.push(code),
    )
    await eventually(() => heard > 20 || null, { within: 10_000, what: 'changes are heard' })

    expect(await load.end()).toBeGreaterThan(60)
    await load.disconnect()
    await eventually(() => endings.length > 0 || null, { within: 10_000, what: 'it breaks' })
    connection.close()
  } finally {
    await load.close()
  }
})

it('is slow, fails, hangs and breaks where it is told to, and as often', async () => {
  const faults = createFaults()
  await using served = await filled(3, faults.gate)
  const { connection, host } = served
  const [first] = host.containers.all()
  const id = containerId.parse(first?.id)

  faults.inject({ kind: 'answers', status: 500, message: 'broken' }, /^POST .*\/stop$/, 1)
  expect(await connection.engine.stop(id, null)).toEqual({
    ok: false,
    problem: { code: 'engine-refused', status: 500, detail: 'broken' },
  })
  faults.inject({ kind: 'cut' }, /^POST .*\/stop$/, 1)
  expect(await connection.engine.stop(id, null)).toMatchObject({
    problem: { code: 'engine-unreachable' },
  })
  const endSlow = faults.inject({ kind: 'slow', milliseconds: 50 }, /^POST .*\/stop$/)
  const begun = performance.now()
  expect(await connection.engine.stop(id, null)).toEqual(ok())
  expect(performance.now() - begun).toBeGreaterThan(45)
  endSlow()
  faults.inject({ kind: 'hangs' }, /\/json$/, 1)
  expect(await connection.engine.inspect(id)).toMatchObject({ problem: { code: 'engine-timeout' } })
  expect(faults.asked()).toBeGreaterThan(4)
})

async function filled(containers: number, gate = createFaults().gate) {
  const served = await serveEmptyHost(gate)
  fill(served.host, { containers })
  const connection = await connected(served.socket)
  return {
    host: served.host,
    connection,
    async [Symbol.asyncDispose]() {
      connection.close()
      await served.close()
    },
  }
}

async function connected(socket: string): Promise<DockerConnection> {
  const connection = await connectDocker(
    { kind: 'socket', path: socket },
    { deadlines: { inspect: 500 } },
  )
  if (!connection.ok) throw new Error(JSON.stringify(connection.problem))
  return connection.value
}
