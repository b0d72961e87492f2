import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const screenshots = resolve(import.meta.dirname, '../../screenshots')

/** Takes the page's picture in both themes, and has axe look at each. */
export async function look(page: Page, name: string): Promise<void> {
  await mkdir(screenshots, { recursive: true })
  for (const theme of ['Light', 'Dark'] as const) {
    await page.getByTitle(`${theme} theme`).click()
    await expect(page.locator('html')).toHaveAttribute(
      'data-mantine-color-scheme',
      theme.toLowerCase(),
    )
    await page.screenshot({ path: join(screenshots, `${name}-${theme.toLowerCase()}.png`) })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))
    expect(found, `${name}, ${theme}`).toEqual([])
  }
}
