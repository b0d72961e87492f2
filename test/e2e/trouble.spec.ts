import { readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runContainer } from '../support/containers'
import { hold } from '../support/shim'
import { differences, inspectAll } from '../support/inspections'
import { slow, theShop } from '../support/shop'
import { asNobody } from './as-nobody'
import { look } from './look'
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

test('without a daemon it says what was tried and how to connect, and connects by itself when there is one', async ({
  docker,
  dockerd,
  folder,
  start,
}) => {
  await theShop(docker)
  const socket = join(await folder(), 'docker.sock')
  const { page } = await start({ env: { DOCKER_HOST: `unix://${socket}` } })

  await expect(page.getByRole('heading', { name: 'Connect to Docker' })).toBeVisible()
  await expect(page.getByText(`There is no socket at ${socket}`)).toBeVisible()
  await expect(page.getByRole('region', { name: 'What was tried' })).toContainText(
    'DOCKER_HOST, an environment variable',
  )
  await expect(page.getByRole('region', { name: 'How to connect' })).toContainText(
    'sudo systemctl start docker',
  )
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()

  await symlink(dockerd.socket, socket)
  await expect(page.getByRole('link', { name: 'Shop', exact: true })).toBeVisible({
    timeout: 40_000,
  })
})

test('a Docker context that is none is named, with where its name stood', async ({
  folder,
  start,
}) => {
  const { page } = await start({ profile: await folder(), env: { DOCKER_CONTEXT: 'nowhere' } })

  await expect(page.getByText('There is no Docker context named nowhere.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'What was tried' })).toContainText('nowhere')
})

test('a socket without permission says who may use it', async ({ dockerd, folder, start }) => {
  const { page } = await start({
    ...(await asNobody(await folder())),
    env: { DOCKER_HOST: `unix://${dockerd.socket}` },
  })

  await expect(page.getByText(/You are not allowed to use the socket/)).toBeVisible()
  await expect(page.getByText('sudo usermod -aG docker $USER')).toBeVisible()
})

test('a daemon that dies half-way is told; when it is back the change goes on by itself', async ({
  docker,
  dockerd,
  start,
}) => {
  await theShop(docker)
  await runContainer(docker, slow)
  const before = await inspectAll(docker)
  const { page } = await start()
  await openProduct(page, 'Shop')
  await enterMaintenance(page, 'Patch night')
  await expect.poll(() => running(docker)).toEqual(['shop-web-monitor-1', 'shop-web-slow-1'])

  await dockerd.kill()
  await expect(
    page.getByRole('heading', { name: 'Entering Maintenance Mode Interrupted' }),
  ).toBeVisible()
  await page.getByRole('link', { name: 'View Deployment' }).click()
  await expect(page.getByText(/Offline/).first()).toBeVisible()

  await dockerd.start()
  await expect(operationMode(page)).toHaveText('Maintenance', { timeout: 60_000 })
  await expect.poll(() => running(docker)).toEqual(['shop-web-monitor-1'])

  await exitMaintenance(page)
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  expect(differences(before, await inspectAll(docker))).toEqual([])
})

test('a container that doesn’t stop makes it incomplete, with its name and cause; Retry does what is left', async ({
  docker,
  start,
}) => {
  await theShop(docker)
  const stuck = await runContainer(docker, { ...slow, service: 'stuck', stopTimeout: 1 })
  const { State } = await docker.getContainer(stuck).inspect()
  const letGo = hold(State.Pid)
  try {
    const { page } = await start()
    await openProduct(page, 'Shop')
    await enterMaintenance(page, 'Patch night')

    await expect(page.getByRole('heading', { name: 'Maintenance Mode Incomplete' })).toBeVisible({
      timeout: 90_000,
    })
    const left = page.getByRole('region', { name: 'What is left' })
    await expect(left).toContainText('shop-web-stuck-1')
    await expect(left).toContainText('did not finish within')
    expect(await tagsOn(docker)).toEqual(['tagout.shop'])
    await look(page, '12-incomplete')
    await page.getByRole('link', { name: 'View Deployment' }).click()
    await look(page, '13-product-incomplete')
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Incomplete' })).toBeVisible()

    letGo()
    await page.getByRole('button', { name: 'Retry' }).click()
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
    expect(await running(docker)).toEqual(['shop-web-monitor-1'])
  } catch (error) {
    letGo()
    throw error
  }
})

test('a container removed meanwhile is in nobody’s way, and is told', async ({ docker, start }) => {
  await theShop(docker)
  const { page } = await start()
  await openProduct(page, 'Shop')
  await page.getByRole('link', { name: 'Enter Maintenance' }).click()
  await expect(page.getByLabel('Reason')).toBeVisible()

  await docker.getContainer('shop-web-web-1').remove({ force: true })
  await page.getByRole('button', { name: 'Enter Maintenance Mode' }).click()
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
  await docker.getContainer('shop-data-cache-1').remove({ force: true })
  await page.getByRole('link', { name: 'View Deployment' }).click()
  await exitMaintenance(page)

  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  await expect(page.getByText('shop-data-cache-1').first()).toBeVisible()
  expect(await running(docker)).toEqual([
    'shop-app-api-1',
    'shop-app-worker-1',
    'shop-data-db-1',
    'shop-web-monitor-1',
    'shop-web-stubborn-1',
  ])
  expect(await tagsOn(docker)).toEqual([])
})

test('a settings file that is not JSON is kept aside and told, and nothing is lost', async ({
  folder,
  start,
}) => {
  const profile = await folder()
  const content = '{ "value": { "version": 1, "theme": "dark"'
  await writeFile(join(profile, 'settings.json'), content)

  const { page } = await start({ profile })

  await expect(page.getByText('A file of Tagout could not be read')).toBeVisible()
  const kept = (await readdir(profile)).filter((name) => name.startsWith('settings.json.'))
  expect(kept).toEqual([expect.stringMatching(/^settings\.json\.unreadable-/)])
  expect(await readFile(join(profile, kept[0] ?? ''), 'utf8')).toBe(content)
  await expect(page.getByText(kept[0] ?? '-')).toBeVisible()
})

test('what another version left in the profile is kept aside too', async ({ folder, start }) => {
  const profile = await folder()
  const content = JSON.stringify({ value: { version: 99, instance: 'x', copies: [] } })
  await writeFile(join(profile, 'maintenance.json'), content)

  const { page } = await start({ profile })

  await expect(page.getByText('A file of Tagout could not be read')).toBeVisible()
  const kept = (await readdir(profile)).find((name) => name.startsWith('maintenance.json.'))
  expect(await readFile(join(profile, kept ?? ''), 'utf8')).toBe(content)
})

test('the view follows the engine without being asked', async ({ docker, start }) => {
  await theShop(docker)
  const { page } = await start()
  await openProduct(page, 'Shop')

  await docker.getContainer('shop-web-web-1').stop()
  await expect(page.getByText('6 of 7 containers running')).toHaveCount(0)
  await expect(page.getByRole('row', { name: /shop-web-web-1/ })).toContainText('Exited')
  await docker.getContainer('shop-web-web-1').start()
  await expect(page.getByRole('row', { name: /shop-web-web-1/ })).toContainText('Running')
})
