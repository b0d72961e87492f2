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
    // Not by its switch, which a dialog keeps from being reached.
    await page.evaluate(async (chosen) => {
      const bridge = Reflect.get(window, 'tagout') as {
        call(name: string, input: unknown): Promise<unknown>
      }
      await bridge.call('settings.change', { theme: chosen })
    }, theme.toLowerCase())
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
