import { openErp } from '../support/erp'
import { freePort } from '../support/free-port'
import { expect, test } from './fixtures'
import { look } from './look'

test('the API is switched on, a token made and shown once; with it the API answers, and revoked it does not', async ({
  start,
}) => {
  test.setTimeout(240_000)
  const { page, app } = await start()
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByText('No token so far.')).toBeVisible()
  const api = page.getByRole('region', { name: 'REST API' })
  const port = String(await freePort())
  await api.getByLabel('Port').fill('70000')
  await expect(api.getByLabel('Port')).toHaveAccessibleDescription(/Enter a port from 1 to 65535/)
  await expect(api.getByRole('button', { name: 'Change Port' })).toBeDisabled()
  await api.getByLabel('Port').fill(port)
  await api.getByRole('button', { name: 'Change Port' }).click()
  await api.getByRole('switch', { name: 'Switched on' }).press('Space')
  const address = `http://127.0.0.1:${port}`
  await expect(api.getByText(`Listening at ${address}.`)).toBeVisible()
  await expect(api.getByText(`${address}/api/docs`)).toBeVisible()

  await page.getByRole('button', { name: 'New Token' }).click()
  const making = page.getByRole('dialog', { name: 'New Token' })
  await expect(making.getByRole('button', { name: 'Make Token' })).toBeDisabled()
  await making.getByLabel('Name').fill('Backup script')
  await making.getByRole('button', { name: 'Make Token' }).click()
  const made = page.getByRole('dialog', { name: 'The token Backup script' })
  const token = await made.getByLabel('Token', { exact: true }).innerText()
  await look(page, '27-token-made')
  await made.getByRole('button', { name: 'Copy the token' }).click()
  await expect(made.getByText('Copied.')).toBeVisible()
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(token)
  await made.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText(token)).toHaveCount(0)

  const ask = async (): Promise<number> => {
    const headers = { Authorization: `Bearer ${token}` }
    return (await fetch(`${address}/api/environments`, { headers })).status
  }
  const row = page.getByRole('row', { name: /Backup script/ })
  await expect(row).toContainText('never')
  expect(await ask()).toBe(200)
  await expect(row).not.toContainText('never')
  await look(page, '28-settings-api')

  await page.getByRole('button', { name: 'Revoke Backup script' }).click()
  await page.getByRole('button', { name: 'Revoke Token' }).click()
  await expect(page.getByText('No token so far.')).toBeVisible()
  expect(await ask()).toBe(401)

  await api.getByRole('switch', { name: 'Switched on' }).press('Space')
  await expect(api.getByText(/Listening at/)).toHaveCount(0)
  await expect(ask()).rejects.toThrow()
})

test('a port that another program has is told, and what to do; another one is taken at once', async ({
  start,
}) => {
  const other = await openErp()
  try {
    const { page } = await start()
    await page.getByRole('link', { name: 'Settings' }).click()
    const api = page.getByRole('region', { name: 'REST API' })
    const take = async (port: string): Promise<void> => {
      await api.getByLabel('Port').fill(port)
      await api.getByRole('button', { name: 'Change Port' }).click()
    }
    const { port: taken } = new URL(other.url)
    await take(taken)
    await api.getByRole('switch', { name: 'Switched on' }).press('Space')
    await expect(api.getByRole('alert')).toContainText(
      `Port ${taken} is in use by another program. Choose another port, or end that program.`,
    )

    const port = String(await freePort())
    await take(port)
    await expect(api.getByText(`Listening at http://127.0.0.1:${port}.`)).toBeVisible()
    await expect(api.getByRole('alert')).toHaveCount(0)
  } finally {
    await other.close()
  }
})
