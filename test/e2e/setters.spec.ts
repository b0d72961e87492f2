import type { Page } from '@playwright/test'
import { openToldServer } from '../support/automation/told-server'
import { differences, inspectAll } from '../support/inspections'
import { theShop } from '../support/shop'
import {
  enterMaintenance,
  exitMaintenance,
  expect,
  openProduct,
  running,
  tagsOn,
  test,
} from './fixtures'
import { look } from './look'

/** From the product's page, and back to it. */
async function setUpSetter(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('link', { name: /^(Set up|Edit)…$/ }).click()
  await page.getByRole('region', { name: 'Setter' }).getByLabel('Kind').selectOption('Webhook')
  const setter = page.getByRole('region', { name: 'Setter' })
  for (const [label, value] of Object.entries(fields)) await setter.getByLabel(label).fill(value)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Shop' })).toBeVisible()
}

test('the window says who is told of a maintenance, waits its grace period, and tells what failed', async ({
  docker,
  start,
}) => {
  test.setTimeout(300_000)
  await theShop(docker)
  const before = await inspectAll(docker)
  const server = await openToldServer(() => running(docker))
  const said = (): readonly unknown[] =>
    server.told.map(({ body }) => (JSON.parse(body) as { state: string }).state)
  try {
    const { page } = await start()
    await openProduct(page, 'Shop')
    await setUpSetter(page, { Address: server.url, 'Grace period': '1h', Retries: '0' })
    await page.getByRole('link', { name: 'Enter Maintenance' }).click()
    await expect(
      page.getByText(`Tagout tells ${server.url} of the maintenance, and waits 1 h`),
    ).toBeVisible()
    await look(page, '29-enter-with-setter')
    await page.getByRole('button', { name: 'Enter Maintenance Mode' }).click()
    await expect(
      page.getByText('Nothing is stopped before its grace period ends.').first(),
    ).toBeVisible()
    await look(page, '30-grace-period')
    expect(differences(before, await inspectAll(docker))).toEqual([])

    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Incomplete' })).toBeVisible()
    await look(page, '31-grace-period-cancelled')
    expect(differences(before, await inspectAll(docker))).toEqual([])
    await exitMaintenance(page)
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
    expect(said()).toEqual(['maintenance', 'normal'])

    await page.getByRole('link', { name: 'View Deployment' }).click()
    await setUpSetter(page, { 'Grace period': '0s' })
    server.answers(500)
    await enterMaintenance(page, 'Patch night')
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
    await expect(
      page.getByText(`${server.url} could not be told of the maintenance.`),
    ).toBeVisible()
    await expect(page.getByText(/HTTP status 500/)).toBeVisible()
    await look(page, '32-not-told')
    await page.getByRole('link', { name: 'View Deployment' }).click()
    await expect(
      page.getByText(`${server.url} could not be told of the maintenance.`),
    ).toBeVisible()
    await look(page, '33-product-not-told')
    expect(await running(docker)).toEqual(['shop-web-monitor-1'])

    await exitMaintenance(page)
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
    await expect(page.getByText(`${server.url} could not be told that it is normal.`)).toBeVisible()
    expect(said()).toEqual(['maintenance', 'normal', 'maintenance', 'normal'])
    expect(differences(before, await inspectAll(docker))).toEqual([])
    expect(await tagsOn(docker)).toEqual([])
  } finally {
    await server.close()
  }
})
