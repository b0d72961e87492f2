import { expect, test } from '@playwright/test'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const out = resolve(import.meta.dirname, '../../out')
const main = join(out, 'main')

/** What is loaded with a chunk, whether anything of it is used or not. */
function loadedWith(chunk: string, loaded = new Set<string>()): ReadonlySet<string> {
  if (loaded.has(chunk)) return loaded
  loaded.add(chunk)
  const code = readFileSync(join(main, chunk), 'utf8')
  for (const [, imported] of code.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) {
    if (imported !== undefined) loadedWith(join(chunk, '..', imported), loaded)
  }
  return loaded
}

function kilobytes(folder: string, files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 1000
}

function chunksNamed(names: RegExp): readonly string[] {
  return readdirSync(join(main, 'chunks'))
    .filter((chunk) => names.test(chunk))
    .map((chunk) => join('chunks', chunk))
}

test('neither the engine’s client nor the API’s server nor a database’s driver is loaded at the start', () => {
  const heavy = chunksNamed(
    /^(connect-|demo-engine|server|postgresql|mysql|sql-server|undici|swagger-ui|json-p3|pasted)/,
  )
  const atStart = ['index.js', ...chunksNamed(/^(compose|open|start|tagout)-/)]

  const loaded = new Set(atStart.flatMap((chunk) => [...loadedWith(chunk)]))

  expect(heavy.length).toBeGreaterThanOrEqual(9)
  expect(atStart.length).toBeGreaterThanOrEqual(4)
  expect(heavy.filter((chunk) => loaded.has(chunk))).toEqual([])
})

test('the window waits for a few kilobytes, and what it shows first for little more', () => {
  const page = readFileSync(join(out, 'renderer/index.html'), 'utf8')
  const first = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file]) =>
    String(file),
  )
  const world = chunksNamed(/^compose-/).flatMap((chunk) => [...loadedWith(chunk)])

  expect(first.length).toBeGreaterThanOrEqual(2)
  expect(world.length).toBeGreaterThanOrEqual(3)
  expect(kilobytes(main, loadedWith('index.js')), 'main, before its window').toBeLessThan(30)
  expect(kilobytes(main, new Set(world)), 'main, before its first answer').toBeLessThan(450)
  expect(kilobytes(join(out, 'renderer'), first), 'the page, before its frame').toBeLessThan(750)
})
