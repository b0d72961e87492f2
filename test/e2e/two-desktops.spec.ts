import { differences, inspectAll } from '../support/inspections'
import { theShop } from '../support/shop'
import { expect, openProduct, running, tagsOn, test } from './fixtures'

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

  await Promise.all(
    pages.map((page) => page.getByRole('button', { name: 'Enter Maintenance Mode' }).click()),
  )

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

  const slower = pages[reason === 'Reason 1' ? 1 : 0]
  await slower.getByRole('link', { name: 'Exit Maintenance' }).click()
  await slower.getByRole('button', { name: 'Exit Maintenance Mode' }).click()
  await expect(slower.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  for (const page of pages) await expect(page.getByText(/Maintenance Mode \(/)).toHaveCount(0)
  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])
})
