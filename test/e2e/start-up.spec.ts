import { expect, test } from '@playwright/test'
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const main = resolve(import.meta.dirname, '../../out/main')

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

test('neither the API’s server nor a database’s driver is loaded at the start', () => {
  const chunks = readdirSync(join(main, 'chunks'))
  const named = (names: RegExp): readonly string[] => chunks.filter((chunk) => names.test(chunk))
  const heavy = named(/^(server|postgresql|mysql|sql-server|undici|swagger-ui|json-p3|pasted)/)
  const atStart = [
    'index.js',
    ...named(/^(compose|open|start|tagout)-/).map((name) => `chunks/${name}`),
  ]

  const loaded = new Set(atStart.flatMap((chunk) => [...loadedWith(chunk)]))

  expect(heavy.length).toBeGreaterThanOrEqual(8)
  expect(atStart.length).toBeGreaterThanOrEqual(4)
  expect(heavy.filter((chunk) => loaded.has(join('chunks', chunk)))).toEqual([])
})
