import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectDocker } from '../../src/main/docker/connect'
import type { ContainerId } from '../../src/shared/ids'
import { connectCore, productNamed } from '../support/core'
import type { Core } from '../support/core'
import type { Dockerd } from '../support/dockerd'
import { eventually } from '../support/eventually'
import { createService, removeServices, specsOf, tasksRun } from '../support/swarm'
import { startSwarmOfNodes } from '../support/swarm-nodes'
import type { SwarmOfNodes } from '../support/swarm-nodes'

const shop = { stack: 'shop' }
const product = productNamed('shop')
const request = { source: 'Manual', reason: 'nodes', acknowledged: true } as const

describe('A swarm of several nodes', () => {
  let swarm: SwarmOfNodes
  let core: Core

  beforeAll(async () => {
    swarm = await startSwarmOfNodes(2)
    core = await connectCore(swarm.manager.socket, 'keeper')
  })
  afterEach(async () => {
    await removeServices(swarm.manager.docker)
    await eventually(async () => ((await upOnEach()).every((up) => up === 0) ? true : null), {
      within: 60_000,
      what: 'no task is left on any node',
    })
  })
  afterAll(async () => {
    core.close()
    await swarm.cleanUp()
  })

  const enter = (by = core) => by.service.change(product, { to: 'Maintenance', ...request })
  const exit = () => core.service.change(product, { to: 'Normal', ...request })

  /** A replicated service with two tasks on each node, and a global one. */
  async function deploy(): Promise<ContainerId> {
    const { docker } = swarm.manager
    const web = await createService(docker, { ...shop, service: 'web', mode: 6 })
    await createService(docker, { ...shop, service: 'agent', mode: 'global' })
    await tasksRun(docker, 'shop_web', 6)
    await tasksRun(docker, 'shop_agent', 3)
    return web
  }

  /** By what each daemon itself says: how many containers run on it. */
  async function upOnEach(): Promise<readonly number[]> {
    const nodes = [swarm.manager, ...swarm.workers]
    return Promise.all(nodes.map(async ({ docker }) => (await docker.listContainers()).length))
  }

  async function shown() {
    const observed = await core.host.observe(product.productDeploymentId)
    if (!observed.ok) throw new Error(observed.problem.code)
    return Object.fromEntries(
      observed.value.members.map(({ name, state, swarm: part }) => [
        name,
        part?.kind === 'service' ? `${state} ${part.running}/${part.wanted}` : state,
      ]),
    )
  }

  it('is one product, down on each node in maintenance, and back exactly', async () => {
    await deploy()
    const before = {
      shown: await shown(),
      up: await upOnEach(),
      specs: await specsOf(swarm.manager.docker),
    }

    const entering = await enter()
    const inMaintenance = { shown: await shown(), up: await upOnEach() }
    const exiting = await exit()

    expect({ before: [before.shown, before.up], entering, inMaintenance, exiting }).toMatchObject({
      before: [{ shop_web: 'running 6/6', shop_agent: 'running 3/3' }, [3, 3, 3]],
      entering: { ok: true, value: { result: 'changed' } },
      inMaintenance: { shown: { shop_web: 'exited 0/0', shop_agent: 'exited 0/0' }, up: [0, 0, 0] },
      exiting: { ok: true, value: { result: 'changed' } },
    })
    expect([await shown(), await specsOf(swarm.manager.docker)]).toEqual([
      before.shown,
      before.specs,
    ])
  })

  it('refuses at a worker, and says that it takes a manager', async () => {
    await deploy()
    const [worker] = swarm.workers
    if (worker === undefined) throw new Error('No worker')
    const there = await connectCore(worker.socket, 'other')

    const answer = await enter(there)
    there.close()

    expect(answer).toMatchObject({ ok: false, problem: { code: 'swarm-manager-needed' } })
    expect(await upOnEach()).toEqual([3, 3, 3])
  })

  it('calls nothing stopped on a node that does not answer, until it does', async () => {
    const web = await deploy()
    const [worker] = swarm.workers
    if (worker === undefined) throw new Error('No worker')
    const impatient = await impatientAt(swarm.manager)
    await worker.kill()

    const down = await impatient.engine.scale(web, 0, { for: 'none', timeout: 0 })
    const listed = await shown()
    impatient.close()
    await worker.start()
    const done = await core.host.engine.scale(web, 0, { for: 'none', timeout: 60 })

    expect({ down, isShownDown: listed.shop_web?.startsWith('exited'), done }).toMatchObject({
      down: { ok: false, problem: { code: 'engine-timeout' } },
      isShownDown: false,
      done: { ok: true },
    })
    await eventually(async () => ((await upOnEach()).reduce((a, b) => a + b) === 3 ? true : null), {
      within: 60_000,
      what: 'only the global service runs, on each node',
    })
  })
})

async function impatientAt({ socket }: Dockerd) {
  const deadlines = { connect: 60_000, stopGrace: 5_000 }
  const connected = await connectDocker({ kind: 'socket', path: socket }, { deadlines })
  if (!connected.ok) throw new Error(connected.problem.code)
  return connected.value
}
