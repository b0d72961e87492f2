import Docker from 'dockerode'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  enterMaintenance,
  exitMaintenance,
  expect,
  openProduct,
  operationMode,
  test,
} from './fixtures'
import type { Tagout } from './tagout'

/** No Docker here; and what happens in the demo is what the test does. */
const env = { DOCKER_HOST: 'unix:///nowhere/docker.sock', TAGOUT_DEMO_QUIET: '1' }
const products = ['Webshop', 'Payments', 'Warehouse', 'Customer Portal', 'Reporting']

async function useDemo({ page }: Tagout): Promise<void> {
  const demo = page.getByRole('checkbox', { name: 'Demo' })
  await expect(demo).toBeChecked()
  await page.getByRole('checkbox').first().uncheck()
  await page.getByRole('button', { name: 'Use These' }).click()
  await expect(page.getByText('This is the demo')).toBeVisible()
}

/** Someone at a terminal of the demo's host. */
function terminalOf(profile: string): Docker {
  const socketPath = join(profile, 'demo', 'engine.sock')
  return new Docker({ socketPath, host: undefined, protocol: 'http' })
}

async function touch(docker: Docker, container: string, file: string): Promise<void> {
  const exec = await docker.getContainer(container).exec({ Cmd: ['touch', file] })
  await exec.start({ Detach: true })
}

test('with no Docker at hand the demo is offered, ticked: five products, marked as made-up, of which one falls sick', async ({
  folder,
  start,
}) => {
  const profile = await folder()
  const tagout = await start({ profile, env })
  const { page } = tagout
  await useDemo(tagout)
  for (const name of products) {
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
  }
  mkdirSync('screenshots', { recursive: true })
  await page.screenshot({ path: 'screenshots/demo-overview.png' })

  await openProduct(page, 'Webshop')
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' }).getByText('Demo')).toBeVisible()
  await touch(terminalOf(profile), 'webshop-checkout-1', '/tmp/sick')
  await expect(page.getByText(/unhealthy/i).first()).toBeVisible({ timeout: 30_000 })
  await page.screenshot({ path: 'screenshots/demo-unhealthy.png' })
})

test('a product of the demo is put into maintenance and back, and drift in it is told', async ({
  folder,
  start,
}) => {
  const profile = await folder()
  const tagout = await start({ profile, env })
  const { page } = tagout
  await useDemo(tagout)

  await openProduct(page, 'Warehouse')
  await enterMaintenance(page, 'Stocktaking')
  await expect(page.getByText('Entering Maintenance Mode...')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible({
    timeout: 60_000,
  })
  await page.getByRole('link', { name: 'View Deployment' }).click()

  await terminalOf(profile).getContainer('warehouse-stock-sync-1').start()
  await expect(page.getByText(/Drift: 1 container runs .*: warehouse-stock-sync-1/)).toBeVisible()
  await page.screenshot({ path: 'screenshots/demo-drift.png' })
  await page.getByRole('button', { name: 'Stop Again' }).click()
  await expect(page.getByText(/Drift:/)).toHaveCount(0)

  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible({
    timeout: 60_000,
  })
  const printer = await terminalOf(profile).getContainer('warehouse-label-printer-1').inspect()
  expect(printer.State.Status).toBe('exited')
})

test('the demo is as it was after a restart of Tagout, and as at the beginning when it is reset', async ({
  folder,
  start,
}) => {
  const profile = await folder()
  const first = await start({ profile, env })
  await useDemo(first)
  await openProduct(first.page, 'Customer Portal')
  await enterMaintenance(first.page, 'New login')
  await expect(first.page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible(
    { timeout: 60_000 },
  )
  await first.close()

  const { page } = await start({ profile, env })
  await openProduct(page, 'Customer Portal')
  await expect(operationMode(page)).toHaveText('Maintenance')
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Reset Demo…' }).click()
  const question = page.getByRole('dialog', { name: 'Reset the demo?' })
  await expect(question).toBeVisible()
  await page.screenshot({ path: 'screenshots/demo-reset.png' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Reset Demo…' }).click()
  await question.getByRole('button', { name: 'Reset Demo' }).click()
  await expect(question).toBeHidden()

  await page.getByRole('link', { name: 'Overview' }).first().click()
  await openProduct(page, 'Customer Portal')
  await expect(operationMode(page)).toHaveText('Normal')
  const containers = await terminalOf(profile).listContainers()
  expect(containers.filter(({ Names }) => Names[0]?.startsWith('/portal'))).toHaveLength(5)
})
