import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { isStale, newestChange } from '../../../scripts/steps/staleness.js'

const inFolder = it.extend({
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tagout-staleness-'))
    await use(folder)
    rmSync(folder, { recursive: true })
  },
})

/** Everything changed at 1000 s, but for the one file, which did at 2000 s. */
function aSource(folder) {
  const inner = path.join(folder, 'inner')
  mkdirSync(inner)
  for (const name of ['old.ts', 'new.ts']) writeFileSync(path.join(inner, name), '')
  for (const place of ['', 'inner', 'inner/old.ts'])
    utimesSync(path.join(folder, place), 1000, 1000)
  utimesSync(path.join(inner, 'new.ts'), 2000, 2000)
  return inner
}

inFolder('finds the newest change however deep', ({ folder }) => {
  aSource(folder)

  expect(newestChange(folder)).toBe(2_000_000)
})

inFolder('notices a file that was removed', ({ folder }) => {
  const inner = aSource(folder)
  utimesSync(inner, 3000, 3000)

  expect(newestChange(folder)).toBe(3_000_000)
})

inFolder('is stale once a source is not older than the beginning of the build', ({ folder }) => {
  aSource(folder)

  expect([1_999_999, 2_000_000, 2_000_001].map((built) => isStale(built, [folder]))).toEqual([
    true,
    true,
    false,
  ])
})

inFolder('is stale when it never was built, whatever its sources', ({ folder }) => {
  expect(isStale(0, [path.join(folder, 'none')])).toBe(true)
})
