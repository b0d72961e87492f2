import { runContainer } from '../support/containers'
import { openDesktopBus } from '../support/desktop-bus'
import { openGateway } from '../support/gateway'
import { slow, theShop } from '../support/shop'
import { look } from './look'
import { enterMaintenance, expect, openProduct, running, test } from './fixtures'

test('a change that a lost connection cuts off is told, goes on by itself, and is told when it is done', async ({
  docker,
  dockerd,
  start,
}) => {
  await theShop(docker)
  await runContainer(docker, { ...slow, restart: 'always' })
  const gateway = await openGateway(dockerd.socket)
  const desktop = await openDesktopBus()
  try {
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${gateway.port}`, ...desktop.env }
    const { page } = await start({ env })
    await openProduct(page, 'Shop')
    await enterMaintenance(page, 'Patch night')
    await expect.poll(() => running(docker)).toEqual(['shop-web-monitor-1', 'shop-web-slow-1'])
    const restore = gateway.block('cut')

    await expect(
      page.getByRole('heading', { name: 'Entering Maintenance Mode Interrupted' }),
    ).toBeVisible()
    await expect(page.getByText('it goes on by itself as soon as')).toBeVisible()
    await expect(page.getByText(/Next try (in|now)/)).toBeVisible()
    await look(page, '14-interrupted')

    restore()
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible({
      timeout: 20_000,
    })
    await expect(page.getByText('it was completed all the same')).toBeVisible()
    expect(await running(docker)).toEqual(['shop-web-monitor-1'])
    await expect.poll(() => desktop.displayed()).toBe(1)
    expect(await desktop.told()).toEqual([
      {
        app: expect.any(String) as unknown,
        title: 'Shop is in maintenance',
        body: 'The connection had been lost. It went on by itself, and is done.',
      },
    ])
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await page.getByText('Protocol').click()
    await expect(page.getByText('Went on by itself when the connection was back.')).toBeVisible()
  } finally {
    await desktop.close()
    await gateway.close()
  }
})

test('the last that was known outlives Tagout, and gives way when the machine wakes and the host is back', async ({
  docker,
  dockerd,
  folder,
  start,
}) => {
  await theShop(docker)
  const gateway = await openGateway(dockerd.socket)
  try {
    const profile = await folder()
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${gateway.port}` }
    const first = await start({ profile, env })
    await openProduct(first.page, 'Shop')
    await first.close()

    const restore = gateway.block('cut')
    const { app, page } = await start({ profile, env })
    await expect(page.getByText(/What is shown is as of/)).toBeVisible()
    await expect(page.getByText(/Last known/).first()).toBeVisible()
    await openProduct(page, 'Shop')
    const web = page.getByRole('row', { name: /shop-web-web-1/ })
    await expect(web).toContainText('Running')
    await expect(page.getByRole('link', { name: 'Enter Maintenance' })).toHaveCount(0)

    await docker.getContainer('shop-web-web-1').stop()
    restore()
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
    await expect(page.getByText(/is offline/)).toHaveCount(0)
    await expect(web).toContainText('Exited')
    await expect(page.getByRole('link', { name: 'Enter Maintenance' })).toBeVisible()
  } finally {
    await gateway.close()
  }
})
