import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { driftOf, isUnreadable, stateOf } from '../../src/main/maintenance/state'
import { createContainer, runContainer, wipe } from '../support/containers'
import { connectCore, productNamed } from '../support/core'
import type { Core } from '../support/core'
import { eventually } from '../support/eventually'
import { theNextSecond } from '../support/next-second'
import { importStubImage } from '../support/image'
import { differences, inspectAll } from '../support/inspections'
import { startPodman } from '../support/podman'
import type { Podman } from '../support/podman'

const zoo = { stack: 'zoo' }
const product = productNamed('zoo')
const request = { source: 'Manual', reason: 'podman', acknowledged: true } as const

describe('the core on Podman', () => {
  let podman: Podman
  let core: Core

  beforeAll(async () => {
    podman = await startPodman()
    await importStubImage(podman.docker)
    core = await connectCore(podman.socket, 'keeper')
  })
  afterEach(() => wipe(podman.docker))
  afterAll(async () => {
    core.close()
    await podman.cleanUp()
  })

  const enter = () => core.service.change(product, { to: 'Maintenance', ...request })
  const exit = () => core.service.change(product, { to: 'Normal', ...request })

  /** What the core would show of the product. */
  async function seen() {
    const observed = await core.host.observe(product.productDeploymentId)
    if (!observed.ok) throw new Error(observed.problem.code)
    const { tag, members } = observed.value
    const drift =
      tag === null || isUnreadable(tag) ? [] : driftOf(tag, members).map(({ name }) => name)
    const states = members.map(({ name, state }) => [name.replace(/^zoo-(.*)-1$/, '$1'), state])
    return {
      mode: stateOf(tag, members).mode,
      drift,
      states: Object.fromEntries(states) as Readonly<Record<string, string>>,
    }
  }

  it('says which restart policies stay, calls nothing incomplete for that, and restores exactly', async () => {
    const { docker } = podman
    await runContainer(docker, { ...zoo, service: 'db', restart: 'always' })
    await runContainer(docker, { ...zoo, service: 'web', restart: 'unless-stopped' })
    await runContainer(docker, { ...zoo, service: 'api', restart: 'on-failure' })
    const paused = await runContainer(docker, { ...zoo, service: 'paused' })
    await core.host.engine.pause(paused)
    const before = await inspectAll(docker)

    const preview = await core.service.preview(product, 'Maintenance')
    const entering = await enter()
    const inMaintenance = await seen()
    const exiting = await exit()

    if (!preview.ok) throw new Error(preview.problem.code)
    expect({
      warnings: preview.value.warnings,
      actions: preview.value.plan.steps.map(({ action }) => action.type),
      entering: entering.ok && entering.value.result,
      inMaintenance,
      exiting: exiting.ok && exiting.value.result,
      differences: differences(before, await inspectAll(docker)),
    }).toEqual({
      warnings: ['db', 'web'].map((name) => ({ code: 'policy-stays', name: `zoo-${name}-1` })),
      actions: ['stop', 'stop', 'stop', 'stop'],
      entering: 'changed',
      inMaintenance: {
        mode: 'Maintenance',
        drift: [],
        states: { db: 'exited', web: 'exited', api: 'exited', paused: 'exited' },
      },
      exiting: 'changed',
      differences: [],
    })
  })

  it('stops what is in a crash loop, and starts it again', async () => {
    const { docker } = podman
    const looping = await createContainer(docker, {
      ...zoo,
      service: 'looping',
      does: { shell: 'sleep 0.2; exit 3' },
      restart: 'always',
    })
    const restarts = async () => (await docker.getContainer(looping).inspect()).RestartCount
    const loops = () =>
      eventually(async () => ((await restarts()) > 1 ? true : null), {
        within: 20_000,
        what: 'it has restarted twice',
      })
    await core.host.engine.start(looping)
    await loops()

    const entering = await enter()
    const inMaintenance = await seen()
    const exiting = await exit()
    await loops()

    expect({
      entering: entering.ok && entering.value.result,
      inMaintenance,
      exiting: exiting.ok && exiting.value.result,
    }).toMatchObject({
      entering: 'changed',
      inMaintenance: { mode: 'Maintenance', drift: [], states: { looping: 'exited' } },
      exiting: 'changed',
    })
  })

  it('tells of what the host brings up when it starts, and still restores all of it', async () => {
    const { docker } = podman
    await runContainer(docker, { ...zoo, service: 'db', restart: 'always' })
    await runContainer(docker, { ...zoo, service: 'web', restart: 'unless-stopped' })
    const before = await inspectAll(docker)
    await enter()
    await theNextSecond()

    await podman.reboot()
    core.close()
    core = await connectCore(podman.socket, 'keeper')
    const rebooted = await seen()
    const exiting = await exit()

    expect({
      rebooted,
      exiting: exiting.ok && exiting.value.result,
      differences: differences(before, await inspectAll(docker)),
    }).toEqual({
      rebooted: {
        mode: 'Maintenance',
        drift: ['zoo-db-1'],
        states: { db: 'running', web: 'exited' },
      },
      exiting: 'changed',
      differences: [],
    })
  })

  it('hangs a pruned tag again while nothing of the product runs', async () => {
    await runContainer(podman.docker, { ...zoo, service: 'db', restart: 'always' })
    await enter()

    await podman.docker.getVolume('tagout.zoo').remove()
    await core.service.noticed(product)

    expect(await seen()).toMatchObject({ mode: 'Maintenance', states: { db: 'exited' } })
  })
})
