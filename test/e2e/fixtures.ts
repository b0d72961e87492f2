import { expect, test as base } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type Docker from 'dockerode'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wipe } from '../support/containers'
import { startDockerd } from '../support/dockerd'
import type { Dockerd } from '../support/dockerd'
import { importStubImage } from '../support/image'
import { tagsOn } from '../support/tags'
import { launchTagout } from './tagout'
import type { Launch, Tagout } from './tagout'

export interface ForEachTest {
  /** An engine without containers and tags. */
  readonly docker: Docker
  /** Makes a folder that goes with the test. */
  readonly folder: () => Promise<string>
  /** Starts Tagout on the test's daemon; what still runs at the end of the test is ended. */
  readonly start: (launch?: Partial<Launch>) => Promise<Tagout>
}

export interface ForAll {
  /** Where this worker's windows are: what they copy, and what is focused, is theirs alone. */
  readonly display: string
  readonly dockerd: Dockerd
}

export const test = base.extend<ForEachTest, ForAll>({
  display: [
    async ({}, use, { parallelIndex }) => {
      const display = process.env.TAGOUT_TEST_DISPLAYS?.split(' ')[parallelIndex]
      if (!display) throw new Error('No display for this worker: run `npm test e2e`')
      process.env.DISPLAY = display
      await use(display)
    },
    { scope: 'worker', auto: true },
  ],
  dockerd: [
    async ({}, use) => {
      const dockerd = await startDockerd()
      await importStubImage(dockerd.docker)
      await use(dockerd)
      await dockerd.cleanUp()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  docker: async ({ dockerd }, use) => {
    await wipe(dockerd.docker)
    await use(dockerd.docker)
    await wipe(dockerd.docker)
  },
  folder: async ({}, use) => {
    const made: string[] = []
    await use(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tagout-e2e-'))
      made.push(folder)
      return folder
    })
    await Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true })))
  },
  start: async ({ dockerd, folder }, use) => {
    const started: Tagout[] = []
    await use(async (launch = {}) => {
      const profile = launch.profile ?? (await folder())
      const env = launch.env ?? { DOCKER_HOST: `unix://${dockerd.socket}` }
      const tagout = await launchTagout({ ...launch, profile, env })
      started.push(tagout)
      return tagout
    })
    for (const tagout of started) if (tagout.isRunning()) await tagout.close()
  },
})

export { expect, tagsOn }

/** From wherever the window is, to the product's page. */
export async function openProduct(page: Page, product: string): Promise<void> {
  await page.getByRole('link', { name: product, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: product })).toBeVisible()
}

/** From the product's page, with a reason, to the end of the change. */
export async function enterMaintenance(page: Page, reason: string): Promise<void> {
  await page.getByRole('link', { name: 'Enter Maintenance' }).click()
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('button', { name: 'Enter Maintenance Mode' }).click()
}

export async function exitMaintenance(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Exit Maintenance' }).click()
  await page.getByRole('button', { name: 'Exit Maintenance Mode' }).click()
}

/** On the product's page, what the card of that name says. */
export function operationMode(page: Page): Locator {
  const card = page.locator('dl > div', { has: page.getByText('Operation Mode', { exact: true }) })
  return card.getByRole('definition').first()
}

/** Names of what runs, in order. */
export async function running(docker: Docker): Promise<readonly string[]> {
  const containers = await docker.listContainers()
  return containers.flatMap(({ Names }) => Names.map((name) => name.slice(1))).sort()
}
