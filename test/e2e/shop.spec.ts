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

test('a product of three stacks goes into maintenance, survives a restart of the daemon, and comes back exactly as it was', async ({
  docker,
  dockerd,
  start,
}) => {
  await theShop(docker)
  const before = await inspectAll(docker)
  const ranBefore = await running(docker)
  const { page } = await start()

  await openProduct(page, 'Shop')
  await enterMaintenance(page, 'Database migration')
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
  await expect(page.getByText('Shop is now in maintenance mode.')).toBeVisible()
  expect(await running(docker)).toEqual(['shop-web-monitor-1'])
  const tag = await docker.getVolume('tagout.shop').inspect()
  expect(tag.Labels).toMatchObject({
    'tagout.schema': '1',
    'tagout.product': 'shop',
    'tagout.product.name': 'Shop',
    'tagout.product.version': '1.4.2',
    'tagout.source': 'Manual',
    'tagout.reason': 'Database migration',
  })

  await dockerd.restart()
  await page.getByRole('link', { name: 'View Deployment' }).click()
  await expect(page.getByText(/Maintenance Mode \(Manual\)/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Exit Maintenance' })).toBeVisible()
  expect(await running(docker)).toEqual(['shop-web-monitor-1'])

  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  await expect(page.getByText('Shop is back to normal operation.')).toBeVisible()
  expect(await running(docker)).toEqual(ranBefore)
  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])
})
