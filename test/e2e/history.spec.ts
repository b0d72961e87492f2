import type { Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { theShop } from '../support/shop'
import { enterMaintenance, exitMaintenance, expect, openProduct, test } from './fixtures'
import type { Tagout } from './tagout'

test('what happened is on record, with what was done with each container, is exported, and outlives Tagout', async ({
  docker,
  folder,
  start,
}) => {
  await theShop(docker)
  const profile = await folder()
  const first = await start({ profile })
  await openProduct(first.page, 'Shop')
  await enterMaintenance(first.page, '=Patch night; "big", one')
  await expect(
    first.page.getByRole('heading', { name: 'Maintenance Mode Activated' }),
  ).toBeVisible()
  await first.page.getByRole('link', { name: 'View Deployment' }).click()
  await docker.getContainer('shop-web-web-1').start()
  await expect(first.page.getByText(/1 container runs/).first()).toBeVisible()
  await exitMaintenance(first.page)
  await expect(
    first.page.getByRole('heading', { name: 'Maintenance Mode Deactivated' }),
  ).toBeVisible()
  await first.page.getByRole('link', { name: 'View Deployment' }).click()
  await first.page.getByRole('main').getByRole('link', { name: 'History' }).click()

  await expect.poll(() => titles(first.page)).toEqual(['Exit', 'Drift', 'Enter'].map(ofShop))
  const entered = first.page.getByRole('listitem').filter({ hasText: 'Enter maintenance' })
  await expect(entered).toContainText('Completed')
  await expect(entered).toContainText('=Patch night; "big", one')
  await expect(entered).toContainText('7 containers, 1 killed')
  await entered.getByText('Protocol').click()
  await expect(entered.getByRole('row', { name: /shop-web-stubborn-1/ })).toContainText(
    /Killed.*137.*stop \d/,
  )

  const json = await exported(first, join(profile, 'history.json'), 'Export as JSON')
  const { entries } = JSON.parse(json) as { entries: { kind: string; attempts?: unknown[] }[] }
  expect(entries.map(({ kind, attempts }) => [kind, attempts?.length ?? 0])).toEqual([
    ['change', 1],
    ['drift', 0],
    ['change', 1],
  ])
  await first.page.getByLabel('Kind').selectOption('Changes')
  await expect.poll(() => titles(first.page)).toEqual(['Exit', 'Enter'].map(ofShop))
  const csv = await exported(first, join(profile, 'history.csv'), 'Export as CSV')
  const lines = csv.split('\r\n')
  expect(lines[0]).toMatch(/^kind,id,environment,product,version,from,to,state,at/)
  expect(lines.filter((line) => line.startsWith('drift'))).toEqual([])
  expect(lines.find((line) => /Normal,Maintenance.*stubborn/.test(line))).toMatch(
    /,"'=Patch night; ""big"", one",1,.*,shop-web-stubborn-1,shop-web,stubborn,stopped,137,yes,/,
  )

  await first.close()
  const { page } = await start({ profile })
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await expect.poll(() => titles(page)).toEqual(['Exit', 'Drift', 'Enter'].map(ofShop))
})

function ofShop(what: string): string {
  return `${what === 'Drift' ? what : `${what} maintenance`} Shop · 1.4.2`
}

function titles(page: Page): Promise<readonly string[]> {
  return page
    .getByRole('list', { name: 'History, newest first' })
    .getByRole('heading')
    .allInnerTexts()
}

/** What the user finds in the file that was chosen for it. */
async function exported({ app, page }: Tagout, file: string, button: string): Promise<string> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByText(`Saved as ${file}`)).toBeVisible()
  return readFile(file, 'utf8')
}
