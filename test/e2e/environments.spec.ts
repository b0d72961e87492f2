import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { newAuthority } from '../support/certificates'
import { runContainer } from '../support/containers'
import { startDockerd } from '../support/dockerd'
import { freePort } from '../support/free-port'
import { importStubImage } from '../support/image'
import { enterMaintenance, expect, openProduct, test } from './fixtures'
import { look } from './look'

/** As `docker context create` writes it, in the home directory of a profile. */
async function writeContext(profile: string, name: string, host: string): Promise<void> {
  const directory = createHash('sha256').update(name).digest('hex')
  const meta = join(profile, 'home/.docker/contexts/meta', directory)
  await mkdir(meta, { recursive: true })
  const content = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host } } }
  await writeFile(join(meta, 'meta.json'), JSON.stringify(content))
}

const environmentNames = (page: Page) =>
  page.getByRole('list', { name: 'Environments' }).getByRole('heading').allTextContents()

test('at the first start what is found on this machine is a list to tick, with what works of it', async ({
  docker,
  dockerd,
  folder,
  start,
}) => {
  await runContainer(docker, { stack: 'wiki', service: 'web' })
  const profile = await folder()
  await writeContext(profile, 'plant', `unix://${dockerd.socket}`)
  await writeContext(profile, 'office', 'unix:///nowhere/office.sock')
  const { page } = await start({ profile, env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } })

  await expect(page.getByRole('heading', { name: 'Connect to Docker' })).toBeVisible()
  const found = page.getByRole('list', { name: 'Found on this machine' })
  const offer = (name: string) => found.getByRole('listitem').filter({ hasText: name })
  await expect(offer('DOCKER_HOST').getByRole('checkbox')).toBeChecked()
  await expect(offer('plant').getByRole('checkbox')).not.toBeChecked()
  await expect(offer('plant')).toContainText('1 container')
  await expect(offer('office')).toContainText('There is no socket at /nowhere/office.sock')
  await expect(offer('Demo')).toContainText('made-up shop')
  await look(page, '40-found-here')

  await offer('DOCKER_HOST').getByRole('checkbox').uncheck()
  await expect(page.getByRole('button', { name: 'Use These' })).toBeDisabled()
  await offer('plant').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Use These' }).click()

  await expect(page.getByRole('link', { name: 'wiki', exact: true })).toBeVisible()
  await expect(page.getByText('Found on this machine')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'plant: Connected' })).toBeVisible()
})

test('an environment is added with pasted certificates, tested, put in order, and removed; all of it over a restart', async ({
  docker,
  dockerd,
  folder,
  start,
}) => {
  test.setTimeout(240_000)
  await runContainer(docker, { stack: 'shop', service: 'web' })
  const certificates = await folder()
  const authority = await newAuthority(certificates)
  const port = await freePort()
  const pem = (name: string): string => join(certificates, name)
  const other = await startDockerd(
    ...['-H', `tcp://127.0.0.1:${port}`, '--tlsverify', '--tlscacert', pem('ca.pem')],
    ...['--tlscert', pem('server.pem'), '--tlskey', pem('server.key')],
  )
  try {
    await importStubImage(other.docker)
    await runContainer(other.docker, { stack: 'wiki', service: 'web' })
    const profile = await folder()
    const env = { DOCKER_HOST: `unix://${dockerd.socket}` }
    const first = await start({ profile, env })
    const { page } = first
    await expect(page.getByRole('link', { name: 'shop', exact: true })).toBeVisible()

    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Add Environment…' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Plant')
    await page.getByLabel('Path').fill('docker.sock')
    await page.getByRole('button', { name: 'Add Environment' }).click()
    await expect(page.getByLabel('Path')).toHaveAccessibleDescription(/Enter the whole path/)
    await page.getByLabel('Path').fill('/nowhere/docker.sock')
    await page.getByRole('button', { name: 'Test Connection' }).click()
    await expect(page.getByText(/Not connected\. There is no socket at \/nowhere/)).toBeVisible()

    await page.getByLabel('How it is reached').selectOption('TCP without encryption')
    await expect(page.getByText('Open to everyone on the way')).toBeVisible()
    await look(page, '41-environment-plain')
    await page.getByLabel('How it is reached').selectOption('TCP with TLS')
    await page.getByLabel('Host').fill('127.0.0.1')
    await page.getByLabel('Port').fill(String(port))
    const paste = async (group: string, field: string, content: string): Promise<void> => {
      await page
        .getByRole('radiogroup', { name: group, exact: true })
        .getByRole('radio', { name: 'Pasted' })
        .check()
      await page.getByLabel(field).fill(content)
    }
    await paste('Authority (CA)', 'The authority, in PEM', authority.ca)
    await page.getByRole('button', { name: 'Test Connection' }).click()
    await expect(page.getByText(/^Not connected\./)).toBeVisible()
    await paste('Certificate', 'The certificate, in PEM', authority.client.cert)
    await page.getByRole('button', { name: 'Add Environment' }).click()
    await expect(page.getByText('A certificate is of no use without its key.')).toBeVisible()
    await paste('Key of the certificate', 'The key, in PEM', authority.client.key)
    await page.getByRole('button', { name: 'Test Connection' }).click()
    await expect(page.getByText(/^Connected: Docker Engine .*, 1 container$/)).toBeVisible()
    await look(page, '42-environment-tls')

    await page.getByRole('link', { name: 'Overview' }).click()
    await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).last().click()
    await page.getByRole('button', { name: 'Add Environment' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    await expect(page.getByRole('button', { name: '2 of 2 environments connected' })).toBeVisible()
    expect(await environmentNames(page)).toEqual(['DOCKER_HOST', 'Plant'])

    await page.getByRole('button', { name: 'Move Plant up' }).press('Enter')
    await expect(page.getByText('Plant is now 1 of 2.')).toBeAttached()
    await expect(page.getByRole('button', { name: 'Move Plant down' })).toBeFocused()
    await first.close()

    const { page: again } = await start({ profile, env })
    await expect(again.getByRole('link', { name: 'wiki', exact: true })).toBeVisible()
    await expect(again.getByRole('row', { name: /wiki/ })).toContainText('Plant')
    await openProduct(again, 'wiki')
    await enterMaintenance(again, 'Patch night')
    await expect(again.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
    await again.getByRole('link', { name: 'Settings' }).click()
    await expect(again.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    expect(await environmentNames(again)).toEqual(['Plant', 'DOCKER_HOST'])
    await look(again, '43-environments')
    await again.getByRole('link', { name: 'Edit Plant' }).click()
    await expect(again.getByText('The key that was pasted is kept')).toBeVisible()
    await expect(again.getByLabel('The key, in PEM')).toHaveCount(0)
    await again.getByRole('button', { name: 'Cancel' }).click()

    await again.getByRole('button', { name: 'Remove Plant' }).click()
    const asking = again.getByRole('dialog', { name: 'Remove Plant?' })
    await expect(asking).toContainText('In maintenance there: wiki.')
    await look(again, '44-environment-removal')
    await asking.getByRole('button', { name: 'Remove Environment' }).click()
    await expect(again.getByText('Plant was removed.')).toBeAttached()
    expect(await environmentNames(again)).toEqual(['DOCKER_HOST'])
    const { Volumes } = await other.docker.listVolumes()
    expect(Volumes.map(({ Name }) => Name)).toEqual(['tagout.wiki'])
  } finally {
    await other.cleanUp()
  }
})
