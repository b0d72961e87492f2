import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectDocker } from '../../src/main/docker/connect'
import type { DockerConnection } from '../../src/main/docker/connect'
import type { EngineEvent } from '../../src/main/docker/events'
import { nowhere } from '../../src/main/maintenance/swarm'
import { containerId } from '../../src/shared/ids'
import { failed, ok } from '../../src/shared/result'
import { runContainer } from '../support/containers'
import { startDockerd } from '../support/dockerd'
import type { Dockerd } from '../support/dockerd'
import { eventually } from '../support/eventually'
import { importStubImage } from '../support/image'
import {
  createService,
  initSwarm,
  leaveSwarm,
  removeServices,
  runningTasks,
  scaleService,
  specsOf,
  tasksRun,
} from '../support/swarm'

const shop = { stack: 'shop' }
const none = { for: 'none', timeout: null } as const
const linux = 'node.platform.os == linux'

describe('A manager of a swarm', () => {
  let dockerd: Dockerd
  let connection: DockerConnection

  beforeAll(async () => {
    dockerd = await startDockerd()
    await importStubImage(dockerd.docker)
    await initSwarm(dockerd.docker)
    connection = await connectTo(dockerd)
  })
  afterEach(() => removeServices(dockerd.docker))
  afterAll(async () => {
    connection.close()
    await leaveSwarm(dockerd.docker)
    await dockerd.cleanUp()
  })

  it('lists each service in place of its tasks, beside the containers', async () => {
    const { docker } = dockerd
    const web = await createService(docker, {
      ...shop,
      service: 'web',
      mode: 2,
      stopGrace: 7,
      constraints: [linux],
    })
    await createService(docker, { ...shop, service: 'agent', mode: 'global' })
    await createService(docker, { ...shop, service: 'backup', mode: 'job' })
    await createService(docker, { ...shop, service: 'idle', mode: 0 })
    await runContainer(docker, { stack: 'shop-data', service: 'db' })
    await tasksRun(docker, 'shop_web', 2)
    await tasksRun(docker, 'shop_agent', 1)
    await tasksRun(docker, 'shop_backup', 1)

    const listed = await connection.list()

    if (!listed.ok) throw new Error(listed.problem.code)
    const part = { kind: 'service', replicas: 0, constraints: [], wanted: 1, running: 1, ending: 0 }
    expect(
      Object.fromEntries(listed.value.map(({ name, state, swarm }) => [name, { state, swarm }])),
    ).toEqual({
      'shop-data-db-1': { state: 'running', swarm: null },
      shop_web: {
        state: 'running',
        swarm: {
          ...part,
          mode: 'replicated',
          replicas: 2,
          constraints: [linux],
          wanted: 2,
          running: 2,
        },
      },
      shop_agent: { state: 'running', swarm: { ...part, mode: 'global' } },
      shop_backup: { state: 'running', swarm: { ...part, mode: 'job' } },
      shop_idle: {
        state: 'exited',
        swarm: { ...part, mode: 'replicated', wanted: 0, running: 0 },
      },
    })
    expect(listed.value.find(({ id }) => id === web)).toMatchObject({
      labels: {
        'com.docker.stack.namespace': 'shop',
        'com.docker.swarm.service.name': 'shop_web',
      },
      details: { stopTimeout: 7, startedAt: expect.stringMatching(/^20.*Z$/) as unknown },
    })
  })

  it('scales a service to 0 and back, and leaves the rest of it as it was', async () => {
    const { docker } = dockerd
    const web = await createService(docker, {
      ...shop,
      service: 'web',
      mode: 3,
      constraints: [linux],
      stopGrace: 5,
    })
    await tasksRun(docker, 'shop_web', 3)
    const before = await specsOf(docker)

    const down = await connection.engine.scale(web, 0, none)
    const tasksDown = await taskContainersUp(dockerd)
    const again = await connection.engine.scale(web, 0, none)
    const up = await connection.engine.scale(web, 3, { for: 'again', ranBefore: 3 })

    expect({ down, tasksDown, again, up }).toEqual({
      down: ok(),
      tasksDown: 0,
      again: ok(),
      up: ok(),
    })
    expect(await runningTasks(docker, 'shop_web')).toBe(3)
    expect(await specsOf(docker)).toEqual(before)
  })

  it('places a global service on no node and back, also one that had no constraint', async () => {
    const { docker } = dockerd
    const placed = { ...shop, mode: 'global' } as const
    const agent = await createService(docker, { ...placed, service: 'agent', constraints: [linux] })
    const free = await createService(docker, { ...placed, service: 'free' })
    await tasksRun(docker, 'shop_agent', 1)
    await tasksRun(docker, 'shop_free', 1)
    const before = await specsOf(docker)
    const { engine } = connection

    const down = [
      await engine.setConstraints(agent, [linux, nowhere], none),
      await engine.setConstraints(free, [nowhere], none),
    ]
    const tasksDown = await taskContainersUp(dockerd)
    const again = { for: 'again', ranBefore: 1 } as const
    const up = [
      await engine.setConstraints(agent, [linux], again),
      await engine.setConstraints(free, [], again),
    ]

    expect({ down, tasksDown, up }).toEqual({
      down: [ok(), ok()],
      tasksDown: 0,
      up: [ok(), ok()],
    })
    expect(await specsOf(docker)).toEqual(before)
  })

  it('waits for a task to end, as long as the service grants it', async () => {
    const { docker } = dockerd
    const shell = "trap '' TERM; sleep 100000 & wait; sleep 100000"
    const web = await createService(docker, { ...shop, service: 'web', shell, stopGrace: 2 })
    await tasksRun(docker, 'shop_web', 1)

    const down = await connection.engine.scale(web, 0, { for: 'none', timeout: 2 })

    expect({ down, up: await taskContainersUp(dockerd) }).toEqual({ down: ok(), up: 0 })
  })

  it('says what keeps tasks from running, and of what is gone that it is', async () => {
    const { docker } = dockerd
    const web = await createService(docker, {
      ...shop,
      service: 'web',
      mode: 0,
      image: `sha256:${'0'.repeat(64)}`,
    })
    const impatient = await connectTo(dockerd, { start: 3000 })

    const up = await impatient.engine.scale(web, 2, { for: 'again', ranBefore: 2 })
    const gone = await connection.engine.scale(containerId.parse('none'), 0, none)
    impatient.close()

    expect({ up, gone }).toEqual({
      up: failed({
        code: 'tasks-not-running',
        running: 0,
        wanted: 2,
        detail: expect.stringMatching(/[Nn]o such image/) as unknown,
      }),
      gone: failed({ code: 'container-gone' }),
    })
  })

  it('holds its own when others update the service at the same moment', async () => {
    const { docker } = dockerd
    const web = await createService(docker, { ...shop, service: 'web', mode: 1 })
    await tasksRun(docker, 'shop_web', 1)

    const answers = await Promise.all(
      Array.from({ length: 4 }, () => connection.engine.scale(web, 0, none)),
    )

    expect(answers).toEqual([ok(), ok(), ok(), ok()])
  })

  it('tells of what happens to services', async () => {
    const { docker } = dockerd
    const heard: EngineEvent[] = []
    await connection.follow(
      (event) => heard.push(event),
      () => undefined,
    )
    const web = await createService(docker, { ...shop, service: 'web', mode: 0 })
    await scaleService(docker, 'shop_web', 1)
    await docker.getService(web).remove()

    await eventually(() => actionsOf(heard).includes('remove') || null, {
      within: 10_000,
      what: 'its removal is heard',
    })
    expect(new Set(actionsOf(heard))).toEqual(new Set(['create', 'update', 'remove']))
  })
})

describe('An engine that is in no swarm', () => {
  it('has no services, and is no less an engine', async () => {
    const dockerd = await startDockerd()
    const connection = await connectTo(dockerd)

    const answers = { services: await connection.services(), list: await connection.list() }
    connection.close()
    await dockerd.cleanUp()

    expect(answers).toEqual({ services: ok(null), list: ok([]) })
  })
})

async function connectTo(
  { socket }: Dockerd,
  deadlines: { readonly start?: number } = {},
): Promise<DockerConnection> {
  const connected = await connectDocker({ kind: 'socket', path: socket }, { deadlines })
  if (!connected.ok) throw new Error(connected.problem.code)
  return connected.value
}

async function taskContainersUp({ docker }: Dockerd): Promise<number> {
  const label = ['com.docker.swarm.task']
  return (await docker.listContainers({ filters: { label } })).length
}

function actionsOf(events: readonly EngineEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'service' ? [event.action] : []))
}
