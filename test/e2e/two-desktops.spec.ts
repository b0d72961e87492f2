import { differences, inspectAll } from '../support/inspections'
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

test('two Tagouts enter at the same moment: one tag and one trigger, both show it, each can end it', async ({
  docker,
  start,
}) => {
  await theShop(docker)
  const before = await inspectAll(docker)
  const pages = [(await start()).page, (await start()).page] as const
  for (const [index, page] of pages.entries()) {
    await openProduct(page, 'Shop')
    await page.getByRole('link', { name: 'Enter Maintenance' }).click()
    await page.getByLabel('Reason').fill(`Reason ${index + 1}`)
  }

  // The slower one may see the entering of the faster before its own key: then it has no button.
  await Promise.all(pages.map((page) => page.keyboard.press('Control+Enter')))

  await expect.poll(() => running(docker), { timeout: 40_000 }).toEqual(['shop-web-monitor-1'])
  const { Labels } = await docker.getVolume('tagout.shop').inspect()
  const reason = Labels['tagout.reason'] ?? ''
  expect(['Reason 1', 'Reason 2']).toContain(reason)
  for (const page of pages) {
    await page.getByRole('link', { name: 'Overview' }).first().click()
    await openProduct(page, 'Shop')
    await expect(page.getByText(`Maintenance Mode (Manual) — ${reason}`)).toBeVisible()
    await expect(page.getByRole('link', { name: 'Exit Maintenance' })).toBeVisible()
  }

  const [faster, slower] = reason === 'Reason 1' ? pages : ([pages[1], pages[0]] as const)
  await exitMaintenance(slower)
  await expect(slower.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  await expect(operationMode(faster)).toHaveText('Normal')
  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])

  await slower.getByRole('link', { name: 'View Deployment' }).click()
  await enterMaintenance(slower, 'Once more')
  await expect(faster.getByText('Maintenance Mode (Manual) — Once more')).toBeVisible()
  await expect(operationMode(faster)).toHaveText('Maintenance')
  await exitMaintenance(faster)
  await expect(faster.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])
})
