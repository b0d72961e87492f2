import { describe, expect, it } from 'vitest'
import type { DockerConnection } from '../../../src/main/docker/connect'
import type { EngineEvent } from '../../../src/main/docker/events'
import { claim, productDeploymentId } from '../../../src/shared/ids'
import { failed, ok } from '../../../src/shared/result'
import { createContainer, runContainer } from '../../support/containers'
import { eventually } from '../../support/eventually'
import { aMark, aTag } from '../../support/tags'
import { engineAt } from './at'
import type { Engine } from './at'

/** What the environments may rely on of the event stream. */
export function eventContract(name: Engine, socket: string): void {
  describe(`${name} as a source of events`, () => {
    const world = engineAt(socket)

    it('tells of what happens to containers from the moment that it is followed', async () => {
      const id = await createContainer(world.docker, { service: 'web' })
      const heard = await listenTo(await world.connect())
      const { engine } = world.connection

      await engine.start(id)
      await engine.pause(id)
      const set = await engine.setRestartPolicy(id, { name: 'always', maximumRetryCount: 0 })
      await world.docker.getContainer(id).remove({ force: true })

      const actions = await heard.until('destroy')
      const incidental = ['create', 'kill', 'stop', 'cleanup']
      expect(actions.filter((action) => !incidental.includes(action))).toEqual([
        'start',
        'pause',
        ...(set.ok ? ['update'] : []),
        'die',
        'destroy',
      ])
      expect(
        new Set(heard.events.map((event) => event.type === 'container' && event.container)),
      ).toEqual(new Set([id]))
    })

    it('misses nothing of what happens right after it answered', async () => {
      // It takes Podman a second to say which version it is.
      for (let round = 0; round < (name === 'Podman' ? 3 : 10); round++) {
        const heard = await listenTo(await world.connect())
        await world.docker.createVolume({ Name: `tagout.round-${round}` })
        await heard.untilTag(`tagout.round-${round}`)
      }
    })

    it('tells of the health of a container, but not of each check', async () => {
      const heard = await listenTo(await world.connect())
      const id = await runContainer(world.docker, { service: 'db', health: 'healthy' })

      const action = name === 'Podman' ? 'health_status' : 'health_status: healthy'
      const actions = await heard.until(action)

      expect(actions).toEqual(['create', 'start', action])
      expect(heard.events.at(-1)).toEqual({ type: 'container', action, container: id })
    })

    it('tells of tags and their marks, and of no other volume', async () => {
      const shop = productDeploymentId.parse('shop')
      const heard = await listenTo(await world.connect())
      const { tags } = world.connection
      await world.docker.createVolume({ Name: 'own-data' })

      await tags.hang(aTag('shop'))
      await tags.mark('exit', shop, aMark('me', 'exit'))
      await tags.takeDown(shop, claim.parse('me.tag'))

      await heard.untilTag('tagout.shop.exit', 'destroy')
      const tag = { type: 'tag', productDeploymentId: 'shop' }
      expect(heard.events).toEqual([
        { ...tag, action: 'create', volume: 'tagout.shop' },
        { ...tag, action: 'create', volume: 'tagout.shop.exit' },
        { ...tag, action: 'destroy', volume: 'tagout.shop' },
        { ...tag, action: 'destroy', volume: 'tagout.shop.exit' },
      ])
    })

    it('says nothing more once it is closed, not even that it ended', async () => {
      const closed = await world.connect()
      const open = await listenTo(await world.connect())
      const heard = await listenTo(closed)

      closed.close()
      await world.docker.createVolume({ Name: 'tagout.shop' })
      await open.untilTag('tagout.shop')

      expect(heard.events).toEqual([])
      expect(heard.endings).toEqual([])
      expect(
        await closed.follow(
          () => undefined,
          () => undefined,
        ),
      ).toEqual(failed({ code: 'connection-lost', detail: 'The connection was closed' }))
    })
  })
}

/** Follows, and keeps what is heard. */
async function listenTo(connection: DockerConnection) {
  const events: EngineEvent[] = []
  const endings: unknown[] = []
  const followed = await connection.follow(
    (event) => events.push(event),
    (why) => endings.push(why),
  )
  expect(followed).toEqual(ok())
  const actions = () => events.map(({ action }): string => action)
  return {
    events,
    endings,
    async until(action: string): Promise<readonly string[]> {
      await eventually(() => actions().includes(action) || null, {
        within: 10_000,
        what: `${action} is heard`,
      })
      return actions()
    },
    async untilTag(volume: string, action = 'create'): Promise<void> {
      await eventually(
        () =>
          events.some(
            (event) => event.type === 'tag' && event.volume === volume && event.action === action,
          ) || null,
        { within: 10_000, what: `${action} of ${volume} is heard` },
      )
    },
  }
}
