import { createContainer, finishedContainer, runContainer } from '../support/containers'
import { differences, inspectAll } from '../support/inspections'
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

const zoo = { stack: 'zoo' }

test('paused, created, crash-looping, sharing a network, replicas and circles come back as they were', async ({
  docker,
  start,
}) => {
  const paused = await runContainer(docker, { ...zoo, service: 'paused' })
  await createContainer(docker, { ...zoo, service: 'created', restart: 'always' })
  await runContainer(docker, { ...zoo, service: 'net', restart: 'always' })
  await runContainer(docker, {
    ...zoo,
    service: 'guest',
    sharesNetworkOf: 'zoo-net-1',
    restart: 'unless-stopped',
  })
  for (const replica of [1, 2, 3]) await runContainer(docker, { ...zoo, service: 'web', replica })
  await runContainer(docker, {
    ...zoo,
    service: 'hen',
    dependsOn: { egg: 'service_started' },
  })
  await runContainer(docker, {
    ...zoo,
    service: 'egg',
    dependsOn: { hen: 'service_started' },
  })
  await finishedContainer(docker, { ...zoo, service: 'failed', does: 'fails' })
  await docker.getContainer(paused).pause()
  const before = await inspectAll(docker)
  const ranBefore = await running(docker)
  await runContainer(docker, { ...zoo, service: 'looping', does: 'fails', restart: 'always' })
  const { page } = await start()

  await openProduct(page, 'zoo')
  await enterMaintenance(page, 'All kinds')
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
  expect(await running(docker)).toEqual([])
  await page.getByRole('link', { name: 'View Deployment' }).click()
  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()

  const loops = (await docker.getContainer('zoo-looping-1').inspect()).HostConfig.RestartPolicy
  expect(loops).toEqual({ Name: 'always', MaximumRetryCount: 0 })
  await docker.getContainer('zoo-looping-1').remove({ force: true })
  expect(await running(docker)).toEqual(ranBefore)
  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])
})

test('what a stop would delete has to be accepted before anything is touched', async ({
  docker,
  start,
}) => {
  const kept = await runContainer(docker, { ...zoo, service: 'kept' })
  const session = await docker.getContainer(kept).exec({ Cmd: ['sleep', '1000'] })
  await session.start({ Detach: true })
  await runContainer(docker, { ...zoo, service: 'passing', autoRemove: true })
  const { page } = await start()
  await openProduct(page, 'zoo')
  await page.getByRole('link', { name: 'Enter Maintenance' }).click()

  const enter = page.getByRole('button', { name: 'Enter Maintenance Mode' })
  await expect(page.getByText(/zoo-passing-1/).first()).toBeVisible()
  await expect(
    page.getByText(/Someone works in zoo-kept-1 with docker exec \(sleep 1000\)/),
  ).toBeVisible()
  await expect(enter).toBeDisabled()
  await look(page, '18-enter-warnings')
  await page.getByLabel('Reason').press('Control+Enter')
  expect(await tagsOn(docker)).toEqual([])

  await page.getByRole('checkbox').check()
  await enter.click()
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
  await page.getByRole('link', { name: 'View Deployment' }).click()
  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect(await running(docker)).toEqual(['zoo-kept-1'])
})

test('what was recreated in maintenance is restored under its new id, with its restart policy', async ({
  docker,
  start,
}) => {
  await runContainer(docker, { ...zoo, service: 'db', restart: 'always' })
  await runContainer(docker, { ...zoo, service: 'web', restart: 'unless-stopped' })
  const { page } = await start()
  await openProduct(page, 'zoo')
  await enterMaintenance(page, 'Upgrade')
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()

  await docker.getContainer('zoo-web-1').remove()
  await createContainer(docker, { ...zoo, service: 'web' })
  await page.getByRole('link', { name: 'View Deployment' }).click()
  await exitMaintenance(page)

  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect(await running(docker)).toEqual(['zoo-db-1', 'zoo-web-1'])
  const { HostConfig } = await docker.getContainer('zoo-web-1').inspect()
  expect(HostConfig.RestartPolicy).toEqual({ Name: 'unless-stopped', MaximumRetryCount: 0 })
})

test('a page that is reloaded in the middle of a change shows its progress and its end', async ({
  docker,
  start,
}) => {
  await runContainer(docker, { ...zoo, service: 'slow', does: 'ignores-stop', stopTimeout: 4 })
  await runContainer(docker, { ...zoo, service: 'quick' })
  const { page } = await start()
  await openProduct(page, 'zoo')
  await enterMaintenance(page, 'Reloaded')
  await expect.poll(() => running(docker)).toEqual(['zoo-slow-1'])

  await page.reload()

  await expect(page.getByRole('heading', { name: 'Entering Maintenance Mode...' })).toBeVisible()
  await expect(page.getByText('zoo-slow-1').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
  expect(await running(docker)).toEqual([])
})

test('a tag that was pruned while the product is down hangs again', async ({ docker, start }) => {
  await runContainer(docker, { ...zoo, service: 'web', restart: 'always' })
  const before = await inspectAll(docker)
  const { page } = await start()
  await openProduct(page, 'zoo')
  await enterMaintenance(page, 'Pruned')
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
  await page.getByRole('link', { name: 'View Deployment' }).click()

  await docker.getVolume('tagout.zoo').remove()

  await expect.poll(() => tagsOn(docker)).toEqual(['tagout.zoo'])
  await expect(page.getByText('Maintenance Mode (Manual) — Pruned')).toBeVisible()
  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect(differences(before, await inspectAll(docker))).toEqual([])
})
