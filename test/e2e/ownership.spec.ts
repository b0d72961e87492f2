import { runContainer } from '../support/containers'
import { connectCore, productNamed } from '../support/core'
import { differences, inspectAll } from '../support/inspections'
import { slow, theShop } from '../support/shop'
import { aTag } from '../support/tags'
import { labelsOf } from '../../src/main/docker/tag-labels'
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
import { look } from './look'

test('what an observer began, the window doesn’t offer to end, and main refuses it', async ({
  docker,
  start,
}) => {
  await theShop(docker)
  const { trigger } = aTag('shop')
  const tag = aTag('shop', 'erp', {
    trigger: { ...trigger, source: 'Observer', reason: 'The ERP says so' },
    snapshot: { containers: [] },
  })
  const names = ['shop-app-api-1', 'shop-app-worker-1', 'shop-data-cache-1', 'shop-data-db-1']
  for (const name of [...names, 'shop-web-stubborn-1', 'shop-web-web-1']) {
    await docker.getContainer(name).stop()
  }
  await docker.createVolume({ Name: 'tagout.shop', Labels: labelsOf(tag) })
  const { page } = await start()
  await openProduct(page, 'Shop')

  await expect(page.getByText('Maintenance Mode (Observer) — The ERP says so')).toBeVisible()
  await expect(page.getByText(/only the observer ends it/)).toBeVisible()
  await expect(page.getByRole('link', { name: /Maintenance/ })).toHaveCount(0)
  const answer = await page.evaluate(async () => {
    const bridge = Reflect.get(window, 'tagout') as {
      call(name: string, input: unknown): Promise<{ environments: { id: string }[] }>
    }
    const world = await bridge.call('world.get', undefined)
    return bridge.call('maintenance.change', {
      product: { environmentId: world.environments[0]?.id, productDeploymentId: 'shop' },
      to: 'Normal',
      reason: '',
      acknowledged: true,
    })
  })
  expect(answer).toEqual({ ok: false, problem: { code: 'owned-by-observer' } })
  expect(await running(docker)).toEqual(['shop-web-monitor-1'])
  expect(await tagsOn(docker)).toEqual(['tagout.shop'])
})

test('what an observer began, a person takes over with a reason, and exits by hand to exactly what was', async ({
  docker,
  dockerd,
  start,
}) => {
  await theShop(docker)
  const before = await inspectAll(docker)
  const observing = await connectCore(dockerd.socket, 'erp')
  const request = { source: 'Observer', reason: 'The ERP says so', acknowledged: true } as const
  await observing.service.change(productNamed('shop'), { to: 'Maintenance', ...request })
  observing.close()
  const { page } = await start()
  await openProduct(page, 'Shop')

  await page.getByRole('link', { name: 'Take over…' }).click()
  await expect(page.getByRole('heading', { name: 'Take Over Maintenance' })).toBeVisible()
  const takeOver = page.getByRole('button', { name: 'Take Over' })
  await page.getByLabel('Reason').fill('  ')
  await expect(takeOver).toBeDisabled()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Maintenance Mode (Observer) — The ERP says so')).toBeVisible()

  await page.getByRole('link', { name: 'Take over…' }).click()
  await page.getByLabel('Reason').fill('The ERP is gone')
  await look(page, '16-take-over')
  await takeOver.click()
  await expect(page.getByText('Maintenance Mode (Manual) — The ERP is gone')).toBeVisible()
  await expect(page.getByText(/Taken over from Observer, in maintenance since/)).toBeVisible()
  await look(page, '17-product-taken-over')
  expect(await tagsOn(docker)).toEqual(['tagout.shop', 'tagout.shop.takeover'])
  expect(await running(docker)).toEqual(['shop-web-monitor-1'])

  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])

  await page.getByRole('link', { name: 'History', exact: true }).click()
  const entries = page.getByRole('list', { name: 'History, newest first' }).locator('> li')
  await expect(entries).toHaveText([
    /^Exit maintenance.*Completed/,
    /^Take over.*The ERP is gone.*from Observer, by erp@here/,
    /^Enter maintenance.*Completed elsewhere.*The ERP says so.*Observer, by erp@here/,
  ])
})

test('a tag of a newer Tagout is shown, and neither it nor its product is touched', async ({
  docker,
  start,
}) => {
  await theShop(docker)
  const before = await inspectAll(docker)
  const Labels = { ...labelsOf(aTag('shop')), 'tagout.schema': '2' }
  await docker.createVolume({ Name: 'tagout.shop', Labels })
  const { page } = await start()
  await openProduct(page, 'Shop')

  await expect(page.getByText('A tag that this Tagout can’t read')).toBeVisible()
  await expect(page.getByRole('link', { name: /Maintenance/ })).toHaveCount(0)
  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect((await docker.getVolume('tagout.shop').inspect()).Labels).toEqual(Labels)
})

test('Cancel begins no further step; from there it is turned round, and all is as it was', async ({
  docker,
  start,
}) => {
  await theShop(docker)
  await runContainer(docker, { ...slow, service: 'gateway', does: 'serves' })
  await runContainer(docker, { ...slow, dependsOn: { gateway: 'service_started' } })
  const before = await inspectAll(docker)
  const { page } = await start()
  await openProduct(page, 'Shop')
  await enterMaintenance(page, 'Changed my mind')
  await expect
    .poll(() => running(docker))
    .toEqual(['shop-web-gateway-1', 'shop-web-monitor-1', 'shop-web-slow-1'])

  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Incomplete' })).toBeVisible()
  expect(await running(docker)).toEqual(['shop-web-gateway-1', 'shop-web-monitor-1'])

  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])
})

test('what is started in maintenance is shown as drift, and stopped again with one click', async ({
  docker,
  start,
}) => {
  await theShop(docker)
  const before = await inspectAll(docker)
  const { page } = await start()
  await openProduct(page, 'Shop')
  await enterMaintenance(page, 'Patch night')
  await page.getByRole('link', { name: 'View Deployment' }).click()
  await expect(operationMode(page)).toHaveText('Maintenance')

  await expect(async () => {
    // The tag is dated to the second, and a start within it counts as before the tag.
    await docker.getContainer('shop-web-web-1').restart()
    await expect(page.getByText(/Drift: 1 container runs/)).toBeVisible({ timeout: 2000 })
  }).toPass()
  await page.getByRole('button', { name: 'Stop Again' }).click()
  await expect(page.getByText(/Drift/)).toHaveCount(0)
  expect(await running(docker)).toEqual(['shop-web-monitor-1'])

  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect(differences(before, await inspectAll(docker))).toEqual([])
})
