import { errors } from '@playwright/test'
import type { Page } from '@playwright/test'
import { setTimeout as pause } from 'node:timers/promises'
import type { LoadProcess } from '../../support/demo/spawn-load'

/** Milliseconds until the overview says that so many products are there. */
export async function productsShown(page: Page, products: number): Promise<void> {
  const said = `In normal operation (${products})`
  await page.waitForFunction((text) => document.body.innerText.includes(text), said, {
    timeout: 120_000,
    polling: 20,
  })
}

export interface Scrolled {
  readonly frames: number
  readonly over50: number
  readonly longest: number
}

/** Through the whole of the page, a part of it each frame. */
export function scrollThrough(page: Page, seconds: number): Promise<Scrolled> {
  return page.evaluate(async (lasting) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    const height = document.documentElement.scrollHeight - window.innerHeight
    const took: number[] = []
    const begun = await frame()
    let last = begun
    while (last - begun < lasting * 1000) {
      window.scrollTo(0, (height * (last - begun)) / (lasting * 1000))
      const now = await frame()
      took.push(now - last)
      last = now
    }
    window.scrollTo(0, 0)
    return {
      frames: took.length,
      over50: took.filter((each) => each > 50).length,
      longest: Math.round(Math.max(...took)),
    }
  }, seconds)
}

/** From a container's change on its host to changed text in the page, in milliseconds. */
export interface Delays {
  readonly probes: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Not seen within ten seconds. */
  readonly unseen: number
}

/**
 * While so many events a second come from all hosts, one container whose page is open changes now
 * and then.
 */
export async function delaysAt(
  perSecond: number,
  { page, load, container, probes }: Probing,
): Promise<Delays> {
  await watch(page, container)
  load.run(perSecond)
  await pause(1000)
  const delays: number[] = []
  let unseen = 0
  for (let probe = 0; probe < probes; probe++) {
    const before = await page.evaluate(() => window.benchSeen?.length ?? 0)
    const { at } = await load.check(container)
    try {
      const seen = await page.waitForFunction((count) => window.benchSeen?.[count], before, {
        timeout: 10_000,
        polling: 20,
      })
      delays.push(Number(await seen.jsonValue()) - at)
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error
      unseen++
    }
    await pause(170)
  }
  await load.end()
  const sorted = delays.sort((one, other) => one - other)
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? NaN
  return { probes, p50: at(0.5), p95: at(0.95), p99: at(0.99), unseen }
}

export interface Probing {
  readonly page: Page
  readonly load: Pick<LoadProcess, 'run' | 'end' | 'check'>
  /** By name; its product's page is open. */
  readonly container: string
  readonly probes: number
}

declare global {
  interface Window {
    /** When the text of the watched row became another, in milliseconds since 1970. */
    benchSeen?: number[]
  }
}

/** The row may be drawn anew: its text is what counts. */
async function watch(page: Page, container: string): Promise<void> {
  await page.evaluate((name) => {
    const text = (): string =>
      [...document.querySelectorAll('table.containers tr')].find((row) =>
        row.textContent.includes(name),
      )?.textContent ?? ''
    const seen: number[] = []
    window.benchSeen = seen
    let last = text()
    new MutationObserver(() => {
      const now = text()
      if (now === last) return
      last = now
      seen.push(Date.now())
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  }, container)
}
