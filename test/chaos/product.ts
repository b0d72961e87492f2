import type Docker from 'dockerode'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { productDeploymentId } from '../../src/shared/ids'
import type { ContainerId } from '../../src/shared/ids'
import type { OperationMode } from '../../src/shared/maintenance'
import { createContainer, nameOf } from '../support/containers'
import type { Blueprint } from '../support/containers'
import { eventually } from '../support/eventually'

export const productId = productDeploymentId.parse('chaos')

/**
 * - `runs`, `paused`: as maintenance finds it, and leaves it
 * - `stopped`: by hand, long ago
 * - `finished`: a one-shot that has run to its end
 */
type Was = 'runs' | 'paused' | 'stopped' | 'finished'

export interface Part extends Blueprint {
  readonly was: Was
}

const product = { name: 'Chaos', version: '1.4.2' }
const data = { stack: 'chaos-data', product, was: 'runs' } as const
const app = { stack: 'chaos-app', product, was: 'runs' } as const
const web = { stack: 'chaos-web', product, was: 'runs' } as const
const started = 'service_started'
const retried = { name: 'on-failure', maximumRetryCount: 5 } as const

/** Thirty containers in three stacks, with all that a maintenance has to mind. */
const parts: readonly Part[] = [
  { ...data, service: 'db', restart: 'always' },
  { ...data, service: 'standby', restart: 'unless-stopped', dependsOn: { db: started } },
  { ...data, service: 'cache', restart: 'unless-stopped' },
  { ...data, service: 'queue', restart: retried },
  { ...data, service: 'search', dependsOn: { queue: started } },
  { ...data, service: 'schema', does: 'succeeds', dependsOn: { db: started }, was: 'finished' },
  { ...data, service: 'registry', restart: 'always', health: 'healthy' },
  {
    ...data,
    service: 'ledger',
    restart: 'unless-stopped',
    dependsOn: { registry: 'service_healthy', schema: 'service_completed_successfully' },
  },
  { ...data, service: 'archive', restart: 'unless-stopped', was: 'stopped' },
  { ...app, service: 'auth', restart: 'always' },
  ...[1, 2, 3].map((replica): Part => ({
    ...app,
    service: 'api',
    replica,
    restart: 'always',
    dependsOn: { auth: started },
  })),
  ...[1, 2, 3].map((replica): Part => ({
    ...app,
    service: 'worker',
    replica,
    restart: 'unless-stopped',
    dependsOn: { api: started },
  })),
  { ...app, service: 'mailer', restart: retried, dependsOn: { api: started } },
  { ...app, service: 'billing', dependsOn: { api: started } },
  { ...app, service: 'batch', restart: 'unless-stopped', was: 'paused' },
  { ...app, service: 'reports', restart: retried, was: 'stopped' },
  { ...app, service: 'agent' },
  { ...app, service: 'scheduler', restart: 'always', dependsOn: { worker: started } },
  { ...web, service: 'gateway', restart: 'always' },
  ...[1, 2].map((replica): Part => ({
    ...web,
    service: 'web',
    replica,
    restart: 'always',
    dependsOn: { gateway: started },
  })),
  { ...web, service: 'assets', restart: 'unless-stopped' },
  { ...web, service: 'docs' },
  { ...web, service: 'status', restart: 'always', dependsOn: { web: started } },
  { ...web, service: 'monitor', restart: 'always', ignored: true },
  { ...web, service: 'preview', was: 'stopped' },
]

export const partsByName: ReadonlyMap<string, Part> = new Map(
  parts.map((part) => [nameOf(part), part]),
)

export function isUpBefore({ was }: Part): boolean {
  return was === 'runs' || was === 'paused'
}

/** How many effects an undisturbed change has, the local copies included. */
export const effectsOf = {
  entering: 1 + 1 + counted(isHeld) + counted(isStopped) + 1,
  exiting:
    1 + 1 + counted(isHeld) + counted(isStopped) + counted(({ was }) => was === 'paused') + 1 + 1,
}

/** How many steps the change has. */
export function stepsOf(to: OperationMode): number {
  return counted(isHeld) + counted(isStopped) + (to === 'Normal' ? 1 : 0)
}

function isHeld({ ignored = false, restart = 'no' }: Part): boolean {
  return !ignored && restart !== 'no'
}

function isStopped(part: Part): boolean {
  return part.ignored !== true && isUpBefore(part)
}

function counted(which: (part: Part) => boolean): number {
  return parts.filter(which).length
}

/**
 * Each start of a container is a line in a file of its own in that folder: neither the engine's end
 * nor its own forgets one.
 */
function counting(part: Part, folder: string): Blueprint {
  const shell =
    part.does === 'succeeds'
      ? 'echo started >> /starts/$NAME'
      : "trap 'exit 0' TERM; echo started >> /starts/$NAME; sleep 100000 & wait"
  return {
    ...part,
    does: { shell: shell.replace('$NAME', nameOf(part)) },
    binds: [`${folder}:/starts`],
    stopTimeout: 5,
  }
}

export async function createPart(docker: Docker, part: Part, folder: string): Promise<ContainerId> {
  return createContainer(docker, counting(part, folder))
}

/** By name, how often each has been started. */
export async function startsIn(folder: string): Promise<Readonly<Record<string, number>>> {
  const counts = await Promise.all(
    [...partsByName.keys()].map(async (name) => {
      const written = await readFile(join(folder, name), 'utf8').catch(() => '')
      return [name, written.split('\n').length - 1] as const
    }),
  )
  return Object.fromEntries(counts)
}

/** Makes the product, and yields when all of it is as its parts say. */
export async function deploy(docker: Docker, folder: string): Promise<void> {
  const queue = [...parts]
  async function work(): Promise<void> {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      await makeReady(docker, part, folder)
    }
  }
  await Promise.all(Array.from({ length: 4 }, work))
}

async function makeReady(docker: Docker, part: Part, folder: string): Promise<void> {
  const container = docker.getContainer(await createPart(docker, part, folder))
  const before = (await startsIn(folder))[nameOf(part)] ?? 0
  await container.start()
  await eventually(async () => (await startsIn(folder))[nameOf(part)] === before + 1 || null, {
    within: 60_000,
    what: `${nameOf(part)} has started`,
  })
  switch (part.was) {
    case 'paused':
      await container.pause()
      return
    case 'stopped':
      await container.stop()
      return
    case 'finished':
      await container.wait()
      return
    case 'runs':
      if (part.health !== undefined) await becomesHealthy(container)
  }
}

async function becomesHealthy(container: Docker.Container): Promise<void> {
  await eventually(
    async () => (await container.inspect()).State.Health?.Status === 'healthy' || null,
    { within: 60_000, what: 'it is healthy' },
  )
}
