import type { Page } from '@playwright/test'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDesktopBus } from '../support/desktop-bus'
import { openErp } from '../support/erp'
import type { Erp } from '../support/erp'
import { differences, inspectAll } from '../support/inspections'
import { theShop } from '../support/shop'
import { expect, openProduct, operationMode, running, tagsOn, test as base } from './fixtures'
import { look } from './look'

const test = base.extend<{ readonly erp: Erp }>({
  erp: async ({}, use) => {
    const erp = await openErp()
    await use(erp)
    await erp.close()
  },
})

const secret = 'k3y-0f-the-erp'
const down = ['shop-web-monitor-1']
const observed = 'Maintenance Mode (Observer)'

/** From the product's page to the page where its observer is set up. */
async function openAutomation(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^(Set up|Edit)…$/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Observer and Setter' })).toBeVisible()
}

async function addVariable(page: Page, name: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Add Variable' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add Variable' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel(/^Value/).fill(value)
  await dialog.getByRole('button', { name: 'Save Variable' }).click()
  await expect(dialog).toHaveCount(0)
}

function observerKind(page: Page) {
  return page.getByRole('region', { name: 'Observer' }).getByLabel('Kind')
}

async function fillInErp(page: Page, erp: Erp): Promise<void> {
  await observerKind(page).selectOption('HTTP address')
  await page.getByLabel('Address').fill(erp.url)
  await page.getByRole('button', { name: 'Add Header' }).click()
  await page.getByLabel('Name of header 1').fill('X-Api-Key')
  await page.getByLabel('Value of header 1').fill('${ERP_KEY}')
  await page.getByLabel('JSONPath').fill('$.mode')
  await page.getByLabel('Maintenance value').fill('maintenance')
  await page.getByLabel('Normal value').fill('normal')
  await page.getByLabel('Interval').fill('1s')
}

async function fillInFile(page: Page, path: string): Promise<void> {
  await observerKind(page).selectOption('File')
  await page.getByLabel('Path').fill(path)
  await page.getByLabel('Interval').fill('1s')
}

test('an observer is set up, tried and saved; it enters, fails, and leaves, and the window says all of it', async ({
  docker,
  dockerd,
  erp,
  start,
}) => {
  test.setTimeout(300_000)
  await theShop(docker)
  const before = await inspectAll(docker)
  const desktop = await openDesktopBus()
  try {
    const env = { DOCKER_HOST: `unix://${dockerd.socket}`, ...desktop.env }
    const { page } = await start({ env })
    await openProduct(page, 'Shop')
    await expect(page.getByText('No observer.')).toBeVisible()
    await openAutomation(page)
    await look(page, '18-automation-empty')
    await fillInErp(page, erp)
    await expect(page.getByRole('row', { name: /ERP_KEY/ })).toContainText('missing')
    await page.getByRole('button', { name: 'Test now' }).click()
    await expect(page.getByText('Can’t tell: There is no variable ERP_KEY.')).toBeVisible()
    await addVariable(page, 'ERP_KEY', secret)
    await expect(page.getByRole('row', { name: /ERP_KEY/ })).toContainText('secret, set')
    await page.getByRole('button', { name: 'Test now' }).click()
    await expect(page.getByText('Says normal: it read “normal”')).toBeVisible()
    await expect(page.getByText('Shop is in that mode already')).toBeVisible()
    await look(page, '19-automation-http')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Shop' })).toBeVisible()
    await expect(page.getByText('Says normal', { exact: true })).toBeVisible()
    await expect(page.getByText('“normal”, says normal')).toBeVisible()
    await look(page, '20-product-observed')

    erp.says('maintenance')
    await expect(page.getByText(observed)).toBeVisible()
    await expect(operationMode(page)).toHaveText('Maintenance')
    await expect(page.getByText('Says maintenance', { exact: true })).toBeVisible()
    expect(await running(docker)).toEqual(down)
    await expect(page.getByText(/only the observer ends it/)).toContainText(erp.url)
    await expect(page.getByRole('link', { name: 'Exit Maintenance' })).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'Take over…' })).toBeVisible()
    await look(page, '21-product-in-observer-maintenance')

    erp.failsWith(503)
    await page.getByRole('button', { name: 'Check now' }).click()
    await expect(
      page.getByRole('heading', { name: /^The observer can’t tell, since/ }),
    ).toBeVisible()
    await expect(page.getByText(/^It answered with HTTP status 503\. Only/)).toBeVisible()
    await expect(page.getByText(/^Failing since$/)).toBeVisible()
    await expect(page.getByText(observed)).toBeVisible()
    await look(page, '22-product-observer-failing')
    await page.getByRole('link', { name: 'Overview' }).first().click()
    await expect(page.getByText(/Its observer can’t tell, since/)).toBeVisible()
    await expect(page.getByText('1 in maintenance, 1 needs attention')).toBeVisible()
    await look(page, '23-overview-observer-failing')
    expect(await running(docker)).toEqual(down)

    erp.says('normal')
    await openProduct(page, 'Shop')
    await expect(operationMode(page)).toHaveText('Normal')
    await expect(page.getByText('Says normal', { exact: true })).toBeVisible()
    expect(differences(before, await inspectAll(docker))).toEqual([])
    expect(await tagsOn(docker)).toEqual([])
    expect(erp.keys()).toEqual([secret])
    const told = async (): Promise<readonly string[]> =>
      (await desktop.told()).map(({ title }) => title)
    await expect
      .poll(told)
      .toEqual([
        'Shop is in maintenance',
        'Shop: its observer can’t tell any more',
        'Shop: its observer can tell again',
        'Shop is back to normal operation',
      ])
  } finally {
    await desktop.close()
  }
})

test('what would act at once is asked about, a removal says what stays, and so is leaving unsaved', async ({
  docker,
  folder,
  start,
}) => {
  test.setTimeout(240_000)
  await theShop(docker)
  const flag = join(await folder(), 'maintenance.flag')
  await writeFile(flag, '')
  const { page } = await start()
  await openProduct(page, 'Shop')
  await openAutomation(page)
  await fillInFile(page, flag)

  await page.getByRole('link', { name: 'History', exact: true }).click()
  const leaving = page.getByRole('dialog', { name: 'Leave without saving?' })
  await expect(leaving.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(leaving).toHaveCount(0)
  await expect(page.getByLabel('Path')).toHaveValue(flag)

  const save = page.getByRole('button', { name: 'Save', exact: true })
  await save.click()
  const entering = page.getByRole('dialog', { name: 'Put Shop into maintenance?' })
  await expect(entering).toContainText('Tagout stops the containers of Shop')
  await look(page, '24-automation-question')
  await entering.getByRole('button', { name: 'Cancel' }).click()
  await expect(save).toBeFocused()
  expect(await tagsOn(docker)).toEqual([])
  await save.click()
  await entering.getByRole('button', { name: 'Save and Enter Maintenance' }).click()
  await expect(page.getByText(observed)).toBeVisible()
  await expect(operationMode(page)).toHaveText('Maintenance')

  await openAutomation(page)
  await page.getByRole('button', { name: 'Remove Observer…' }).click()
  const removing = page.getByRole('dialog', { name: 'Remove the observer?' })
  await expect(removing).toContainText('only a person who takes over can end it')
  await removing.getByRole('button', { name: 'Remove Observer' }).click()
  await expect(page.getByText('No observer.')).toBeVisible()
  await expect(page.getByText(/This Tagout has no observer for it/)).toBeVisible()
  await rm(flag)
  await expect(page.getByRole('link', { name: 'Take over…' })).toBeVisible()
  expect(await running(docker)).toEqual(down)
  expect(await tagsOn(docker)).toEqual(['tagout.shop'])
})

test('faults are named at their fields, and the first has the focus', async ({ docker, start }) => {
  await theShop(docker)
  const { page } = await start()
  await openProduct(page, 'Shop')
  await openAutomation(page)
  await observerKind(page).selectOption('HTTP address')
  await page.getByLabel('Interval').fill('soon')
  await page.getByRole('region', { name: 'Setter' }).getByLabel('Kind').selectOption('Webhook')

  await page.getByRole('button', { name: 'Save', exact: true }).click()

  const address = page.getByRole('region', { name: 'Observer' }).getByLabel('Address')
  await expect(address).toBeFocused()
  await expect(address).toHaveAccessibleDescription(/Enter the address\./)
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(4)
  await look(page, '25-automation-faults')
})

test('variables and secrets are there after a restart, and no secret is ever in the page', async ({
  docker,
  erp,
  folder,
  start,
}) => {
  test.setTimeout(240_000)
  await theShop(docker)
  const profile = await folder()
  const first = await start({ profile })
  await openProduct(first.page, 'Shop')
  await openAutomation(first.page)
  await fillInErp(first.page, erp)
  await addVariable(first.page, 'ERP_KEY', secret)
  await first.page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(first.page.getByText('Says normal', { exact: true })).toBeVisible()
  await first.close()

  const { page } = await start({ profile })
  await openProduct(page, 'Shop')
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('Says normal', { exact: true })).toBeVisible()
  await openAutomation(page)
  await expect(page.getByRole('row', { name: /ERP_KEY/ })).toContainText('secret, set')
  await expect(page.getByLabel('Address')).toHaveValue(erp.url)
  const known = await page.evaluate(async () => {
    const bridge = Reflect.get(window, 'tagout') as {
      call(name: string, input: unknown): Promise<{ products: { environmentId: string }[] }>
    }
    const world = await bridge.call('world.get', undefined)
    const environmentId = world.products[0]?.environmentId
    const product = { environmentId, productDeploymentId: 'shop' }
    const automation = await bridge.call('automation.get', { product })
    return JSON.stringify([world, automation]) + document.documentElement.outerHTML
  })
  expect(known).toContain('ERP_KEY')
  expect(known).not.toContain(secret)
  expect(erp.keys()).toEqual([secret])
})

test('a block of ReadyStackGo fills the form, what is wrong with it is told by its line, and nothing is saved before Save', async ({
  docker,
  erp,
  start,
}) => {
  await theShop(docker)
  const { page } = await start()
  await openProduct(page, 'Shop')
  await openAutomation(page)
  await page.getByText('Paste a ReadyStackGo block').click()
  const block = page.getByLabel('Block')
  const fill = page.getByRole('button', { name: 'Fill the Form' })
  await block.fill('maintenance:\n  observer:\n    type: http\n    url: https://erp.local\n')
  await fill.click()
  await expect(page.getByText('The block can’t be read, so nothing was filled in')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: /maintenanceValue/ })).toHaveText(
    /^Line \d/,
  )
  await expect(observerKind(page)).toHaveValue('none')

  await block.fill(`maintenance:
  observer:
    type: http
    url: ${erp.url}
    headers: { X-Api-Key: "\${ERP_KEY}" }
    jsonPath: $.mode
    maintenanceValue: maintenance
    pollingInterval: 5m
  setter:
    type: webhook
    url: "\${PRODUCT_BASE_URL}/internal/maintenance"
    secret: "\${MAINTENANCE_WEBHOOK_SECRET}"
    gracePeriod: 15s
`)
  await fill.click()
  await expect(
    page.getByText('Filled in an observer (HTTP address) and a setter (Webhook).'),
  ).toBeVisible()
  const observer = page.getByRole('region', { name: 'Observer' })
  const setter = page.getByRole('region', { name: 'Setter' })
  await expect(observer.getByLabel('Address')).toHaveValue(erp.url)
  await expect(observer.getByLabel('Interval')).toHaveValue('5m')
  await expect(setter.getByLabel('Grace period')).toHaveValue('15s')
  await expect(page.getByRole('table', { name: 'Variables' }).getByRole('rowheader')).toHaveText([
    'ERP_KEY',
    'MAINTENANCE_WEBHOOK_SECRET',
    'PRODUCT_BASE_URL',
  ])
  await look(page, '26-automation-pasted')

  await page.getByRole('button', { name: 'Cancel' }).click()
  const leaving = page.getByRole('dialog', { name: 'Leave without saving?' })
  await leaving.getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByText('No observer.')).toBeVisible()
  expect(erp.keys()).toEqual([])
})

test('an observer is set up and removed by keyboard alone', async ({ docker, folder, start }) => {
  test.setTimeout(240_000)
  await theShop(docker)
  const flag = join(await folder(), 'maintenance.flag')
  const { page } = await start()
  await openProduct(page, 'Shop')
  await expect(page.getByRole('heading', { level: 1, name: 'Shop' })).toBeFocused()
  const press = (key: string): Promise<void> => page.keyboard.press(key)
  async function tabTo(name: RegExp): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await press('Tab')
      const focused = await page.evaluate(() => {
        const element = document.activeElement
        const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement
        return (isField ? element.labels?.[0] : element)?.textContent ?? ''
      })
      if (name.test(focused)) return
    }
    throw new Error(`Tab does not lead to ${name.source}`)
  }

  await tabTo(/^Set up…$/)
  await press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Observer and Setter' })).toBeFocused()
  await tabTo(/^Kind$/)
  await page.keyboard.type('File')
  await tabTo(/^Path/)
  await page.keyboard.type(flag)
  await tabTo(/^Test now$/)
  await press('Enter')
  await expect(page.getByText('Says normal: it read “false”')).toBeVisible()
  await tabTo(/^Save$/)
  await press('Enter')
  await expect(page.getByText('Says normal', { exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Shop' })).toBeFocused()

  await tabTo(/^Edit…$/)
  await press('Enter')
  await tabTo(/^Remove Observer…$/)
  await press('Enter')
  await tabTo(/^Remove Observer$/)
  await press('Enter')
  await expect(page.getByText('No observer.')).toBeVisible()
})
