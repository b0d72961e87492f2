import { runContainer } from '../support/containers'
import { differences, inspectAll } from '../support/inspections'
import { slow, theShop } from '../support/shop'
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

test('killed in the middle of entering, and started again, it finishes by itself', async ({
  docker,
  folder,
  start,
}) => {
  await theShop(docker)
  // What the slow one depends on is stopped after it: however long a start takes, that is left.
  const last = { ...slow, service: 'last', does: 'serves' } as const
  await runContainer(docker, last)
  await runContainer(docker, { ...slow, dependsOn: { last: 'service_started' } })
  const profile = await folder()
  const first = await start({ profile })
  await openProduct(first.page, 'Shop')
  await enterMaintenance(first.page, 'Patch night')
  await expect
    .poll(() => running(docker))
    .toEqual(['shop-web-last-1', 'shop-web-monitor-1', 'shop-web-slow-1'])

  await first.kill()
  const second = await start({ profile })
  await openProduct(second.page, 'Shop')

  await expect(operationMode(second.page)).toHaveText('Maintenance', { timeout: 40_000 })
  await expect(second.page.getByText(/Patch night/).first()).toBeVisible()
  expect(await running(docker)).toEqual(['shop-web-monitor-1'])
  await second.page.getByRole('main').getByRole('link', { name: 'History' }).click()
  await second.page.getByText('Protocol').click()
  const attempts = second.page.locator('.protocol-disclosure li')
  await expect(attempts).toHaveText([/^Attempt 1Interrupted/, /^Attempt 2Completed/])
})

test('killed in the middle of exiting, and started again, it finishes by itself', async ({
  docker,
  folder,
  start,
}) => {
  await theShop(docker)
  // What depends on it is started when it is healthy: long enough for a kill to come before that.
  const warming = await runContainer(docker, {
    ...slow,
    service: 'warming',
    does: 'serves',
    health: { command: 'sleep 1.5' },
  })
  await runContainer(docker, {
    ...slow,
    service: 'front',
    does: 'serves',
    dependsOn: { warming: 'service_healthy' },
  })
  await expect
    .poll(async () => (await docker.getContainer(warming).inspect()).State.Health?.Status)
    .toBe('healthy')
  const before = await inspectAll(docker)
  const profile = await folder()
  const first = await start({ profile })
  await openProduct(first.page, 'Shop')
  await enterMaintenance(first.page, 'Patch night')
  await first.page.getByRole('link', { name: 'View Deployment' }).click()
  await exitMaintenance(first.page)
  await expect.poll(() => running(docker)).toContain('shop-web-warming-1')

  await first.kill()
  expect(await running(docker)).not.toContain('shop-web-front-1')
  expect(await tagsOn(docker)).toEqual(['tagout.shop', 'tagout.shop.exit'])
  const second = await start({ profile })
  await openProduct(second.page, 'Shop')

  await expect(operationMode(second.page)).toHaveText('Normal', { timeout: 40_000 })
  await expect.poll(async () => differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])
})
