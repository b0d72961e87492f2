import { runContainer } from '../support/containers'
import { openDesktopBus } from '../support/desktop-bus'
import { openGateway } from '../support/gateway'
import { openLogind } from '../support/logind'
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
  const logind = await openLogind()
  try {
    const profile = await folder()
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${gateway.port}`, ...logind.env }
    const first = await start({ profile, env })
    await openProduct(first.page, 'Shop')
    await first.close()

    const restore = gateway.block('cut')
    const again = await start({ profile, env })
    const { app, page } = again
    await expect(page.getByText(/What is shown is as of/)).toBeVisible()
    await expect(page.getByText(/Last known/).first()).toBeVisible()
    await openProduct(page, 'Shop')
    const web = page.getByRole('row', { name: /shop-web-web-1/ })
    await expect(web).toContainText('Running')
    await expect(page.getByRole('link', { name: 'Enter Maintenance' })).toHaveCount(0)

    await docker.getContainer('shop-web-web-1').stop()
    restore()
    await app.evaluate(({ powerMonitor }) => {
      powerMonitor.once('resume', () => Reflect.set(globalThis, 'isAwake', true))
    })
    // Nobody tells when it has begun to listen to the bus.
    await expect
      .poll(async () => {
        logind.wake()
        return app.evaluate(() => Reflect.get(globalThis, 'isAwake') as unknown)
      })
      .toBe(true)
    // Chromium ends its connections when the machine goes to sleep, that of the test's tool as well.
    const seen = (): Promise<string> =>
      app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        return window?.webContents.executeJavaScript('document.body.innerText') as Promise<string>
      })
    await expect.poll(seen).not.toContain('is offline')
    await expect.poll(seen).toMatch(/shop-web-web-1\W+stub:latest\W+Exited/)
    await again.kill()
  } finally {
    await logind.close()
    await gateway.close()
  }
})
