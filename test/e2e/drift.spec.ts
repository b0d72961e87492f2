import type Docker from 'dockerode'
import { composeProject } from '../support/compose'
import { openDesktopBus } from '../support/desktop-bus'
import type { DesktopBus } from '../support/desktop-bus'
import { stubImage } from '../support/image'
import { theShop } from '../support/shop'
import {
  enterMaintenance,
  exitMaintenance,
  expect,
  openProduct,
  operationMode,
  running,
  tagsOn,
  test,
} from './fixtures'
import type { Tagout } from './tagout'

interface Story {
  readonly desktop: DesktopBus
  readonly page: Tagout['page']
  /** Someone at a terminal. */
  readonly dockerStart: (name: string) => Promise<void>
}

/** The shop in maintenance, on a desktop that shows notifications. */
const inMaintenance = test.extend<{ readonly story: Story }>({
  story: async ({ docker, dockerd, start }, use) => {
    await theShop(docker)
    const desktop = await openDesktopBus()
    try {
      const env = { DOCKER_HOST: `unix://${dockerd.socket}`, ...desktop.env }
      const { page } = await start({ env })
      await openProduct(page, 'Shop')
      // It takes over a second: the tag is dated to the second, and what starts within it is no drift.
      await enterMaintenance(page, 'Patch night')
      await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
      await use({
        desktop,
        page,
        dockerStart: async (name) => {
          await docker.getContainer(name).start()
        },
      })
    } finally {
      await desktop.close()
    }
  },
})

inMaintenance(
  'drift is notified once with the product’s name, a click leads to its page, and off means off',
  async ({ story: { desktop, page, dockerStart } }) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await dockerStart('shop-web-web-1')
    await expect.poll(() => desktop.displayed()).toBe(1)
    await desktop.click()
    await expect(page.getByRole('heading', { level: 1, name: 'Shop' })).toBeVisible()
    await page.getByRole('button', { name: 'Stop Again' }).click()
    await expect(page.getByText(/Drift:/)).toHaveCount(0)
    await expect(operationMode(page)).toHaveText('Maintenance')

    await page.getByRole('link', { name: 'Settings' }).click()
    const drift = page.getByRole('switch', { name: 'Drift' })
    await drift.press('Space')
    await expect(drift).not.toBeChecked()
    await dockerStart('shop-data-db-1')
    await page.getByRole('link', { name: 'Overview' }).first().click()
    await expect(page.getByText(/Drift: 1 container runs .*: shop-data-db-1/)).toBeVisible()

    await page.getByRole('link', { name: 'Settings' }).click()
    await drift.press('Space')
    await expect(drift).toBeChecked()
    await dockerStart('shop-app-api-1')
    const body =
      '… although the product is in maintenance. Click to look at it and to stop it again.'
    await expect
      .poll(() => desktop.told())
      .toEqual([
        { app: 'Tagout', title: 'Shop: shop-web-web-1 runs again', body },
        { app: 'Tagout', title: 'Shop: shop-app-api-1 runs again', body },
      ])
  },
)

inMaintenance(
  'where it is switched on, drift is stopped again without asking, each time',
  async ({ docker, story: { desktop, page, dockerStart } }) => {
    await page.getByRole('link', { name: 'View Deployment' }).click()
    const again = page.getByRole('switch', { name: 'Stop drift again automatically' })
    await dockerStart('shop-data-db-1')
    await expect(page.getByText(/Drift: 1 container runs/)).toBeVisible()
    expect(await running(docker)).toEqual(['shop-data-db-1', 'shop-web-monitor-1'])
    await again.press('Space')
    await expect(again).toBeChecked()
    await expect.poll(() => running(docker)).toEqual(['shop-web-monitor-1'])

    for (const name of ['shop-web-web-1', 'shop-web-web-1']) {
      await dockerStart(name)
      await expect.poll(() => running(docker)).toEqual(['shop-web-monitor-1'])
    }

    await expect(operationMode(page)).toHaveText('Maintenance')
    await expect(page.getByText(/Drift:/)).toHaveCount(0)
    const stoppedAgain = {
      title: 'Shop: shop-web-web-1 runs again',
      body: '… although the product is in maintenance. Tagout stops it again.',
    }
    await expect
      .poll(async () => (await desktop.told()).slice(1))
      .toMatchObject([stoppedAgain, stoppedAgain])
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Switch off for Shop' }).click()
    await expect(page.getByText('For no product so far.')).toBeVisible()
  },
)

test('what docker compose starts in maintenance is drift; what it recreates is held, and comes back in its place', async ({
  docker,
  dockerd,
  folder,
  start,
}) => {
  // It has to be killed, so that entering takes over a second, as in the shop.
  const command = ['sh', '-c', "trap '' TERM; sleep 100000"]
  const runs = { image: stubImage, network_mode: 'none', command, stop_grace_period: '1s' }
  const compose = await composeProject(await folder(), dockerd.socket, 'shop', {
    version: '2.4',
    services: {
      db: { ...runs, restart: 'always' },
      web: { ...runs, restart: 'on-failure:3', depends_on: ['db'] },
    },
  })
  await compose('up', '-d')
  const before = await policiesOf(docker)
  const { page } = await start()
  await openProduct(page, 'shop')
  await enterMaintenance(page, 'Upgrade')
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
  await page.getByRole('link', { name: 'View Deployment' }).click()
  const stopAgain = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Stop Again' }).click()
    await expect.poll(() => running(docker)).toEqual([])
    await expect(page.getByText(/Drift:/)).toHaveCount(0)
  }

  await compose('up', '-d')
  await expect(
    page.getByText('shop_db_1 and shop_web_1 were started again after this product'),
  ).toBeVisible()
  await stopAgain()

  await compose('up', '--no-start', '--force-recreate')
  const held = { shop_db_1: 'no', shop_web_1: 'no' }
  await expect.poll(() => policiesOf(docker)).toEqual(held)
  await docker.getContainer('shop_web_1').update({ RestartPolicy: { Name: 'always' } })
  await expect.poll(() => policiesOf(docker)).toEqual(held)
  await expect(operationMode(page)).toHaveText('Maintenance')

  await compose('up', '-d', '--no-recreate', '--scale', 'web=2')
  await expect(page.getByText('shop_web_2 did not exist when the maintenance began')).toBeVisible()
  await stopAgain()

  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect({
    running: await running(docker),
    policies: await policiesOf(docker),
    tags: await tagsOn(docker),
  }).toEqual({
    running: ['shop_db_1', 'shop_web_1'],
    policies: { ...before, shop_web_2: 'on-failure:3' },
    tags: [],
  })
})

/** By a container's name: `on-failure:3`. */
async function policiesOf(docker: Docker): Promise<Readonly<Record<string, string>>> {
  const listed = await docker.listContainers({ all: true })
  const inspected = await Promise.all(listed.map(({ Id }) => docker.getContainer(Id).inspect()))
  return Object.fromEntries(
    inspected.map(({ Name, HostConfig }) => {
      const { Name: policy = '', MaximumRetryCount: count = 0 } = HostConfig.RestartPolicy ?? {}
      return [Name.slice(1), count > 0 ? `${policy}:${count}` : policy]
    }),
  )
}
