import { describe, expect, it } from 'vitest'
import { containerId } from '../../../src/shared/ids'
import { failed, ok } from '../../../src/shared/result'
import { createContainer, finishedContainer, runContainer } from '../../support/containers'
import { theShop } from '../../support/shop'
import { engineAt, unhealthyOn } from './at'
import type { Engine } from './at'

/** What the environments may rely on of a connection. */
export function connectionContract(name: Engine, socket: string): void {
  describe(`${name} as a connection`, () => {
    const world = engineAt(socket)

    it('says which engine it is, and which API is spoken', () => {
      const named = name === 'Podman' ? 'Podman' : 'Docker Engine'
      expect(world.connection.engineName).toMatch(new RegExp(`^${named} \\d+\\.\\d+\\.\\d+`))
      expect(world.connection.apiVersion).toMatch(/^1\.\d+$/)
    })

    it('lists every container as its inspection tells of it, but for the details', async () => {
      const { docker, connection } = world
      await theShop(docker)
      const sick = await runContainer(docker, { service: 'sick', health: unhealthyOn(name) })
      const well = await runContainer(docker, { service: 'well', health: 'healthy' })
      await connection.engine.awaitUntil(sick, 'healthy')
      await connection.engine.awaitUntil(well, 'healthy')
      await runContainer(docker, { service: 'young', health: { command: 'sleep 1.9' } })
      await createContainer(docker, { service: 'idle' })
      await finishedContainer(docker, { service: 'failed', does: 'fails' })
      await createContainer(docker, { service: 'guest', sharesNetworkOf: 'well' })
      await connection.engine.pause(await runContainer(docker, { service: 'paused' }))

      const listed = await connection.list()

      if (!listed.ok) throw new Error(listed.problem.code)
      expect(listed.value).toHaveLength(16)
      for (const container of listed.value) {
        // Podman's list tells too little, so that it takes an inspection of each.
        if (name !== 'Podman') expect(container.details).toBeNull()
        expect(await connection.engine.inspect(container.id)).toEqual(
          ok({ ...container, details: expect.anything() as unknown }),
        )
      }
    })

    it('answers that the engine is unreachable once it is closed, and ends what is under way', async () => {
      const connection = await world.connect()
      const id = await runContainer(world.docker, {
        service: 'db',
        health: { command: 'sleep 1.9' },
      })
      const waiting = connection.engine.awaitUntil(id, 'healthy')
      const stopping = connection.engine.stop(
        await runContainer(world.docker, { service: 'deaf', does: 'ignores-stop', stopTimeout: 1 }),
        1,
      )

      connection.close()

      expect(await waiting).toMatchObject(failed({ code: 'engine-unreachable' }))
      expect(await stopping).toMatchObject(failed({ code: 'engine-unreachable' }))
    })

    it('is not led astray by an id that is a path', async () => {
      const crafted = containerId.parse('../volumes/prune?')

      expect(await world.connection.engine.stop(crafted, null)).toMatchObject({ ok: false })
    })
  })
}
