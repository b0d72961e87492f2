import { runContainer } from '../support/containers'
import {
  createService,
  initSwarm,
  leaveSwarm,
  removeServices,
  runningTasks,
  scaleService,
  specsOf,
  tasksRun,
} from '../support/swarm'
import { enterMaintenance, exitMaintenance, expect, openProduct, running, test } from './fixtures'
import { look } from './look'

const product = { 'tagout.product': 'Shop' }
const stack = { stack: 'shop', labels: product }
const data = { stack: 'shop-data', product: { name: 'Shop', version: '1.4.2' } }

test.beforeEach(({ docker }) => initSwarm(docker))
test.afterEach(async ({ docker }) => {
  await removeServices(docker)
  await leaveSwarm(docker)
})

test('a Swarm stack beside a Compose stack is scaled down, stays down, and comes back as it was', async ({
  docker,
  start,
}) => {
  await runContainer(docker, { ...data, service: 'db', restart: 'always' })
  await createService(docker, { ...stack, service: 'web', mode: 3 })
  await createService(docker, { ...stack, service: 'agent', mode: 'global' })
  await createService(docker, { ...stack, service: 'backup', mode: 'job' })
  await createService(docker, { ...stack, service: 'reports', mode: 0 })
  await tasksRun(docker, 'shop_web', 3)
  await tasksRun(docker, 'shop_agent', 1)
  await tasksRun(docker, 'shop_backup', 1)
  const before = await specsOf(docker)
  const { page } = await start()

  await openProduct(page, 'Shop')
  const services = page.getByRole('table', { name: 'Containers of shop', exact: true })
  await expect(services.getByRole('row', { name: /shop_web/ })).toContainText(
    '3 of 3 tasks running',
  )
  await expect(services.getByRole('row', { name: /shop_reports/ })).toContainText('Scaled to 0')

  await page.getByRole('link', { name: 'Enter Maintenance' }).click()
  await expect(page.getByText('a Swarm job, runs to its end by itself')).toBeVisible()
  await expect(page.getByText('This will stop all 2 stacks with 5 containers.')).toBeVisible()
  await page.goBack()
  await enterMaintenance(page, 'Patch night')
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
  expect(await running(docker)).toEqual([expect.stringMatching(/^shop_backup\./)])
  expect(await runningTasks(docker, 'shop_backup')).toBe(1)

  await page.getByRole('link', { name: 'View Deployment' }).click()
  await scaleService(docker, 'shop_web', 2)
  await expect(page.getByText(/Drift: .*shop_web/).first()).toBeVisible()
  await expect(services.getByRole('row', { name: /shop_web/ })).toContainText(
    '2 of 2 tasks running',
  )
  await look(page, 'swarm-drift')
  await page.getByRole('button', { name: 'Stop Again' }).click()
  await expect(services.getByRole('row', { name: /shop_web/ })).toContainText('Scaled to 0')
  expect(await runningTasks(docker, 'shop_web')).toBe(0)

  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect(await specsOf(docker)).toEqual(before)
  expect(await runningTasks(docker, 'shop_web')).toBe(3)
  expect(await runningTasks(docker, 'shop_agent')).toBe(1)
  expect(await runningTasks(docker, 'shop_reports')).toBe(0)
})
