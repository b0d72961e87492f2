import type Docker from 'dockerode'
import type { ContainerId } from '../../src/shared/ids'
import { finishedContainer, nameOf, runContainer, stoppedContainer } from './containers'
import type { Blueprint } from './containers'

const product = { name: 'Shop', version: '1.4.2' }
const data = { stack: 'shop-data', product }
const app = { stack: 'shop-app', product }
const web = { stack: 'shop-web', product }

type Make = (docker: Docker, blueprint: Blueprint) => Promise<ContainerId>

/**
 * A product of three stacks in which everything happens that a maintenance has to mind: policies
 * that restart, a dependency, a one-shot that has finished, a service that was stopped on purpose,
 * one that has to be killed, and one that is not to be touched.
 */
const shop: readonly (readonly [Make, Blueprint])[] = [
  [runContainer, { ...data, service: 'db', restart: 'always' }],
  [runContainer, { ...data, service: 'cache', restart: 'unless-stopped' }],
  [runContainer, { ...app, service: 'api', restart: { name: 'on-failure', maximumRetryCount: 3 } }],
  [runContainer, { ...app, service: 'worker', dependsOn: { api: 'service_started' } }],
  [finishedContainer, { ...app, service: 'migrate', does: 'succeeds' }],
  [stoppedContainer, { ...app, service: 'reports', restart: 'always' }],
  [runContainer, { ...web, service: 'web', restart: 'always' }],
  [runContainer, { ...web, service: 'stubborn', does: 'ignores-stop', stopTimeout: 1 }],
  [runContainer, { ...web, service: 'monitor', restart: 'always', ignored: true }],
]

/** Makes it, and yields its containers by name. Those that run: all but `migrate` and `reports`. */
export async function theShop(docker: Docker): Promise<Readonly<Record<string, ContainerId>>> {
  const made = await Promise.all(
    shop.map(
      async ([make, blueprint]) => [nameOf(blueprint), await make(docker, blueprint)] as const,
    ),
  )
  return Object.fromEntries(made)
}

/** One more of the shop, so slow to stop that something can happen meanwhile: it has to be killed. */
export const slow: Blueprint = { ...web, service: 'slow', does: 'ignores-stop', stopTimeout: 4 }
