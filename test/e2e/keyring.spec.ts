import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Bridge, World } from '../../src/shared/ipc'
import { openKeyring } from '../support/keyring'
import { theShop } from '../support/shop'
import { expect, test } from './fixtures'

const secret = 'correct horse battery staple'

test('the keyring seals a secret: in no file of the profile, back after a restart, and kept without it', async ({
  docker,
  dockerd,
  folder,
  start,
}) => {
  await theShop(docker)
  const profile = await folder()
  const keyring = await openKeyring(await folder())
  const engine = { DOCKER_HOST: `unix://${dockerd.socket}` }
  const withKeyring = {
    profile,
    args: ['--password-store=gnome-libsecret'],
    env: { ...engine, ...keyring.env },
  }

  const first = await start(withKeyring)
  await first.page.getByRole('link', { name: 'Shop', exact: true }).waitFor()
  await expect
    .poll(async () => (await worldOf(first.page)).keyStore)
    .toEqual({
      state: 'protected',
      name: 'gnome_libsecret',
    })
  await first.page.evaluate(async (value) => {
    const { tagout } = window as unknown as { tagout: Bridge }
    const { products } = await tagout.call('world.get', undefined)
    const [shop] = products
    if (shop === undefined) throw new Error('There is no product')
    const product = { environmentId: shop.environmentId, productDeploymentId: shop.id }
    const variable = { secret: true, value }
    await tagout.call('variable.change', { product, name: 'ERP_KEY', variable })
  }, secret)
  await expect.poll(() => isReadable(first.page)).toEqual([true])
  await expect.poll(() => filesWith(profile, 'ERP_KEY')).toEqual(['automation.json'])
  const leaking = await filesWith(profile, secret)
  await first.close()

  const second = await start(withKeyring)
  await second.page.getByRole('link', { name: 'Shop', exact: true }).waitFor()
  await expect.poll(() => isReadable(second.page)).toEqual([true])
  await second.close()
  await keyring.close()
  const sealed = await readFile(join(profile, 'automation.json'), 'utf8')

  const third = await start({ ...withKeyring, args: ['--password-store=basic'], env: engine })
  await third.page.getByRole('link', { name: 'Shop', exact: true }).waitFor()
  await expect.poll(() => isReadable(third.page)).toEqual([false])
  const { keyStore } = await worldOf(third.page)

  expect({ leaking, keyStore: keyStore.state }).toEqual({ leaking: [], keyStore: 'none' })
  expect(await readFile(join(profile, 'automation.json'), 'utf8')).toBe(sealed)
})

function worldOf(page: Page): Promise<World> {
  return page.evaluate(() =>
    (window as unknown as { tagout: Bridge }).tagout.call('world.get', undefined),
  )
}

/** Of each variable of the one product. */
function isReadable(page: Page): Promise<readonly boolean[]> {
  return page.evaluate(async () => {
    const { tagout } = window as unknown as { tagout: Bridge }
    const { products } = await tagout.call('world.get', undefined)
    const [shop] = products
    if (shop === undefined) return []
    const product = { environmentId: shop.environmentId, productDeploymentId: shop.id }
    const found = await tagout.call('automation.get', { product })
    return found.ok ? found.value.variables.map((each) => each.isReadable) : []
  })
}

/** The profile's own files that hold the text. */
async function filesWith(profile: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(profile, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  const contents = await Promise.all(names.map((name) => readFile(join(profile, name), 'latin1')))
  return names.filter((_, at) => contents[at]?.includes(text))
}
