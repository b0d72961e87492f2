import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectDocker } from '../../src/main/docker/connect'
import type { DockerConnection } from '../../src/main/docker/connect'
import { productDeploymentId } from '../../src/shared/ids'
import { failed, ok } from '../../src/shared/result'
import { runContainer, wipe } from '../support/containers'
import { startDockerd } from '../support/dockerd'
import type { Dockerd } from '../support/dockerd'
import { eventually } from '../support/eventually'
import { importStubImage } from '../support/image'
import { aMark, aTag } from '../support/tags'

const shop = productDeploymentId.parse('shop')

describe('A daemon that goes away and comes back', () => {
  let dockerd: Dockerd
  const connections: DockerConnection[] = []

  beforeAll(async () => {
    dockerd = await startDockerd()
    await importStubImage(dockerd.docker)
  })
  afterEach(async () => {
    for (const connection of connections.splice(0)) connection.close()
    await wipe(dockerd.docker)
  })
  afterAll(() => dockerd.cleanUp())

  async function connect(): Promise<DockerConnection> {
    const connected = await connectDocker({ kind: 'socket', path: dockerd.socket })
    if (!connected.ok) throw new Error(connected.problem.code)
    connections.push(connected.value)
    return connected.value
  }

  it.each(['stop', 'kill'] as const)('ends the event stream once, on %s', async (how) => {
    const connection = await connect()
    const endings: unknown[] = []
    await connection.follow(
      () => undefined,
      (why) => endings.push(why),
    )

    await dockerd[how]()

    await eventually(() => endings.length > 0 || null, { within: 5_000, what: 'it ends' })
    const answer = await connection.list()
    const again = await connectDocker({ kind: 'socket', path: dockerd.socket })
    await dockerd.start()
    expect(endings).toEqual([
      { code: 'connection-lost', detail: expect.stringMatching(/./) as unknown },
    ])
    expect(answer).toMatchObject(failed({ code: 'engine-unreachable' }))
    expect(again).toEqual(
      failed(
        how === 'stop'
          ? { code: 'socket-missing', path: dockerd.socket }
          : { code: 'connection-refused', address: `unix://${dockerd.socket}` },
      ),
    )
  })

  it.each(['restart', 'power cut'] as const)('keeps tags over a %s', async (how) => {
    const before = await connect()
    await before.tags.hang(aTag('shop'))
    await before.tags.mark('exit', shop, aMark('me', 'exit'))
    const hung = await before.tags.read(shop)

    if (how === 'restart') await dockerd.stop()
    else await dockerd.kill()
    await dockerd.start()

    const after = await connect()
    expect(hung).toMatchObject(ok({ claim: 'me.tag' }))
    expect(await after.tags.read(shop)).toEqual(hung)
    expect(await after.listTags()).toEqual(ok([hung.ok ? hung.value : null]))
  })

  it('brings up what was stopped, unless its restart policy was taken away', async () => {
    const { docker } = dockerd
    const { engine } = await connect()
    const held = await runContainer(docker, { service: 'held', restart: 'always' })
    const stopped = await runContainer(docker, { service: 'stopped', restart: 'always' })
    const killed = await runContainer(docker, {
      service: 'killed',
      does: 'ignores-stop',
      stopTimeout: 0,
      restart: { name: 'on-failure', maximumRetryCount: 0 },
    })
    const kept = await runContainer(docker, { service: 'kept', restart: 'unless-stopped' })
    await engine.setRestartPolicy(held, { name: 'no', maximumRetryCount: 0 })
    for (const id of [held, stopped, killed, kept]) await engine.stop(id, 0)

    await dockerd.restart()

    const after = await connect()
    const states = await eventually(
      async () => {
        const listed = await after.list()
        const all = listed.ok ? listed.value.map(({ name, state }) => [name, state] as const) : []
        return all.filter(([, state]) => state === 'running').length === 2
          ? Object.fromEntries(all)
          : null
      },
      { within: 20_000, what: 'two of them run' },
    )
    expect(states).toEqual({
      held: 'exited',
      stopped: 'running',
      killed: 'running',
      kept: 'exited',
    })
  })
})
