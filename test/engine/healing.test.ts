import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import Docker from 'dockerode'
import { driftOf, isUnreadable } from '../../src/main/maintenance/state'
import type { Observation } from '../../src/main/maintenance/ports'
import { runContainer, wipe } from '../support/containers'
import { connectCore, productNamed } from '../support/core'
import type { Core } from '../support/core'
import { eventually } from '../support/eventually'
import { differences, inspectAll } from '../support/inspections'

const socket = inject('dockerSocket')
const zoo = productNamed('zoo')
const request = { source: 'Manual', reason: 'healing', acknowledged: true } as const

describe('the core on a real engine', () => {
  const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })
  let core: Core

  beforeAll(async () => {
    core = await connectCore(socket, 'healer')
  })
  afterAll(async () => {
    core.close()
    await wipe(docker)
  })

  async function observed(): Promise<Observation> {
    const seen = await core.host.observe(zoo.productDeploymentId)
    if (!seen.ok) throw new Error(seen.problem.code)
    return seen.value
  }

  /** When the tag was hung first, and the names of what was started since. */
  async function drift(): Promise<{ hungAt: string; drift: readonly string[] }> {
    const { tag, members } = await observed()
    if (tag === null || isUnreadable(tag)) throw new Error('No tag hangs there')
    return { hungAt: tag.hungAt, drift: driftOf(tag, members).map(({ name }) => name) }
  }

  it('hangs a pruned tag again, and what drifted before is drift still', async () => {
    await runContainer(docker, { stack: 'zoo', service: 'db', restart: 'always' })
    await runContainer(docker, { stack: 'zoo', service: 'web', restart: 'always' })
    const before = await inspectAll(docker)
    await core.service.change(zoo, { to: 'Maintenance', ...request })
    await eventually(
      async () => {
        // The tag is dated to the second, and a start within it counts as before the tag.
        await docker.getContainer('zoo-web-1').restart()
        const seen = await drift()
        return seen.drift.length > 0 || null
      },
      { within: 20_000, what: 'web drifts' },
    )
    const first = await drift()

    await docker.getVolume('tagout.zoo').remove()
    await core.service.noticed(zoo)
    const healed = await drift()
    const exit = await core.service.change(zoo, { to: 'Normal', ...request })

    expect({
      healed,
      result: exit.ok && exit.value.result,
      differences: differences(before, await inspectAll(docker)),
    }).toEqual({
      healed: { hungAt: first.hungAt, drift: ['zoo-web-1'] },
      result: 'changed',
      differences: [],
    })
  })
})
