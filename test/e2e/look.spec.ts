import { runContainer } from '../support/containers'
import { slow, theShop } from '../support/shop'
import { expect, openProduct, test } from './fixtures'
import { look } from './look'

test('every page on the way into maintenance and back, light and dark, without a finding of axe', async ({
  docker,
  start,
}) => {
  test.setTimeout(240_000)
  await theShop(docker)
  await runContainer(docker, { ...slow, service: 'reindex', stopTimeout: 12 })
  await runContainer(docker, { stack: 'intranet', service: 'wiki', restart: 'unless-stopped' })
  await runContainer(docker, { stack: 'intranet', service: 'mail', health: 'healthy' })
  await runContainer(docker, { service: 'lone' })
  const { page } = await start()

  await expect(page.getByRole('link', { name: 'Shop', exact: true })).toBeVisible()
  await look(page, '01-overview')
  await openProduct(page, 'Shop')
  await look(page, '02-product')
  await page.getByRole('link', { name: 'Enter Maintenance' }).click()
  await page.getByLabel('Reason').fill('Database migration to 16, ticket OPS-2210')
  await look(page, '03-enter')
  await page.getByText('What will happen, step by step').click()
  await look(page, '04-enter-steps')
  await page.getByRole('button', { name: 'Enter Maintenance Mode' }).click()
  await expect(page.getByRole('heading', { name: 'Entering Maintenance Mode...' })).toBeVisible()
  await look(page, '05-entering')
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible({
    timeout: 60_000,
  })
  await look(page, '06-activated')
  await page.getByRole('link', { name: 'All Deployments' }).click()
  await look(page, '07-overview-in-maintenance')
  await openProduct(page, 'Shop')
  await look(page, '08-product-in-maintenance')
  await docker.getContainer('shop-web-web-1').start()
  await expect(page.getByText(/1 container runs/).first()).toBeVisible()
  await look(page, '09-product-drift')
  await page.getByRole('link', { name: 'Exit Maintenance' }).click()
  await expect(page.getByText('Current Maintenance Info')).toBeVisible()
  await look(page, '10-exit')
  await page.getByRole('button', { name: 'Exit Maintenance Mode' }).click()
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
  await look(page, '11-deactivated')
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await page.getByText('Protocol').nth(1).click()
  await expect(page.getByRole('table', { name: 'Protocol of attempt 1' })).toBeVisible()
  await look(page, '17-history')
})

test('a product of an environment that is offline, light and dark, without a finding of axe', async ({
  docker,
  dockerd,
  start,
}) => {
  await theShop(docker)
  const { page } = await start()
  await openProduct(page, 'Shop')

  await dockerd.stop()
  await expect(page.getByText(/Offline/).first()).toBeVisible()
  await look(page, '14-product-offline')
  await dockerd.start()
})

test('the first start without a daemon, light and dark, without a finding of axe', async ({
  start,
}) => {
  const { page } = await start({ env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } })

  await expect(page.getByRole('heading', { name: 'Connect to Docker' })).toBeVisible()
  await look(page, '15-first-start')
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await look(page, '16-settings')
})

test('a product goes into maintenance and back by keyboard alone', async ({ docker, start }) => {
  await theShop(docker)
  const { page } = await start()
  await expect(page.getByRole('link', { name: 'Shop', exact: true })).toBeVisible()
  const press = (key: string): Promise<void> => page.keyboard.press(key)
  async function tabTo(name: RegExp): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await press('Tab')
      const focused = await page.evaluate(() => {
        // A heading gets the focus too, when its page comes: what is meant is what Enter works on.
        const focused = document.activeElement?.closest('a, button')
        return focused?.getAttribute('aria-label') ?? focused?.textContent ?? ''
      })
      if (name.test(focused)) return
    }
    throw new Error(`Tab does not lead to ${name.source}`)
  }

  await tabTo(/^Shop$/)
  await press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Shop' })).toBeFocused()
  await tabTo(/^Enter Maintenance$/)
  await press('Enter')
  await expect(page.getByLabel('Reason')).toBeFocused()
  await page.keyboard.type('By keyboard')
  await press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeFocused()
  await tabTo(/^View Deployment$/)
  await press('Enter')
  await tabTo(/^Exit Maintenance$/)
  await press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Exit Maintenance Mode/)
  await tabTo(/^Exit Maintenance Mode$/)
  await press('Enter')
  await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeFocused()
})
