import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startDockerdOf } from './dockerd'
import type { Dockerd } from './dockerd'
import { importStubImage, stubImage } from './image'

/** A swarm of a manager and its workers, each a daemon in a network namespace of its own. */
export interface SwarmOfNodes {
  readonly manager: Dockerd
  readonly workers: readonly Dockerd[]
  cleanUp(): Promise<void>
}

/** The manager has one address, which the workers reach through a cable each. */
const managerAddress = '10.213.0.1'

export async function startSwarmOfNodes(workers: number): Promise<SwarmOfNodes> {
  const prefix = `tagout-${process.pid}-`
  const namespaces = Array.from({ length: workers + 1 }, (_, index) => `${prefix}${index}`)
  const daemons: Dockerd[] = []

  async function cleanUp(): Promise<void> {
    await Promise.all(daemons.map((daemon) => daemon.cleanUp()))
    for (const namespace of namespaces) await ip('netns', 'del', namespace).catch(() => undefined)
  }

  async function begin(): Promise<SwarmOfNodes> {
    const [first = '', ...others] = namespaces
    for (const namespace of namespaces) {
      await ip('netns', 'add', namespace)
      await ip('-n', namespace, 'link', 'set', 'lo', 'up')
    }
    await ip('-n', first, 'addr', 'add', `${managerAddress}/32`, 'dev', 'lo')
    for (const [index, other] of others.entries()) {
      const number = index + 1
      const ends = [`to${number}`, 'up0'] as const
      await ip('-n', first, 'link', 'add', ends[0], 'type', 'veth', 'peer', ends[1], 'netns', other)
      await ip('-n', first, 'addr', 'add', `10.213.${number}.1/24`, 'dev', ends[0])
      await ip('-n', other, 'addr', 'add', `10.213.${number}.2/24`, 'dev', ends[1])
      await ip('-n', first, 'link', 'set', ends[0], 'up')
      await ip('-n', other, 'link', 'set', ends[1], 'up')
      await ip('-n', other, 'route', 'add', managerAddress, 'via', `10.213.${number}.1`)
    }
    for (const namespace of namespaces) daemons.push(await startDockerdOf({ namespace }))
    const [manager, ...rest] = daemons
    if (manager === undefined) throw new Error('No manager')
    // Tasks name it by its id, which an import of its own would make another on each node.
    await importStubImage(manager.docker)
    for (const { docker } of rest) {
      await docker.loadImage(await manager.docker.getImage(stubImage).get())
    }
    await manager.docker.swarmInit({
      ListenAddr: `${managerAddress}:2377`,
      AdvertiseAddr: managerAddress,
      ForceNewCluster: false,
      Spec: {},
    })
    const swarm = (await manager.docker.swarmInspect()) as { JoinTokens: { Worker: string } }
    for (const [index, worker] of rest.entries()) {
      await worker.docker.swarmJoin({
        ListenAddr: `10.213.${index + 1}.2:2377`,
        AdvertiseAddr: `10.213.${index + 1}.2`,
        RemoteAddrs: [`${managerAddress}:2377`],
        JoinToken: swarm.JoinTokens.Worker,
      })
    }
    return { manager, workers: rest, cleanUp }
  }

  return begin().catch(async (error: unknown) => {
    await cleanUp()
    throw error
  })
}

async function ip(...args: readonly string[]): Promise<void> {
  await promisify(execFile)('ip', args)
}
