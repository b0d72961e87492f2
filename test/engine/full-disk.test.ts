import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TagCopy } from '../../src/main/maintenance/ports'
import { openHistoryFile } from '../../src/main/storage/history-file'
import { openProfile } from '../../src/main/storage/profile'
import { environmentId } from '../../src/shared/ids'
import { anEnding, anOpening, aRecordedContainer } from '../support/history'
import { aTag } from '../support/tags'

const folder = mkdtempSync(join(tmpdir(), 'tagout-full-disk-'))

beforeEach(() => void execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]))
afterEach(() => void execFileSync('umount', [folder]))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('A profile on a disk that fills up', () => {
  it('keeps the instance and the copies that it had, tells it, and writes again when there is room', () => {
    const first = openProfile(folder, () => undefined)
    first.copies.put(aCopy('shop'))
    fill()

    first.copies.put(aCopy('intranet'))
    const onDisk = openProfile(folder, () => undefined)

    expect({
      told: first.notices().map(({ code }) => code),
      inMemory: first.copies.all(),
      onDisk: { instance: onDisk.instance, copies: onDisk.copies.all() },
      there: readdirSync(folder).sort(),
    }).toEqual({
      told: ['file-not-written'],
      inMemory: [aCopy('shop'), aCopy('intranet')],
      onDisk: { instance: first.instance, copies: [aCopy('shop')] },
      there: ['filling', 'maintenance.json'],
    })

    rmSync(join(folder, 'filling'))
    first.copies.put(aCopy('wiki'))

    const after = openProfile(folder, () => undefined)
    expect(after.copies.all()).toEqual([aCopy('shop'), aCopy('intranet'), aCopy('wiki')])
    expect(readFileSync(join(folder, 'maintenance.json'), 'utf8')).toContain(first.instance)
  })
})

describe('A history on a disk that fills up', () => {
  it('loses nothing, tells it once, and is written when there is room', async () => {
    const told: string[] = []
    const file = openHistoryFile({
      folder,
      notWritten: (_, detail) => told.push(detail),
      writtenAgain: () => told.push('written again'),
    })
    const at = '2026-11-22T20:00:00.000Z'
    // More than what is free of a page that is begun.
    const containers = Array.from({ length: 30 }, (_, each) => aRecordedContainer(`${each}`))
    const first = anOpening('one.1', at)
    const second = anEnding('one.1', at, { containers })
    const [third, fourth] = [anOpening('one.2', at), anEnding('one.2', at)]
    file.append(first)
    fill()

    file.append(second)
    file.append(third)
    const whileFull = await file.read()
    const pruned = file.prune(() => true)
    rmSync(join(folder, 'filling'))
    file.append(fourth)

    expect({ whileFull, pruned: pruned.ok, after: await file.read(), told }).toEqual({
      whileFull: { records: [first], unreadable: 0 },
      pruned: false,
      after: { records: [first, second, third, fourth], unreadable: 0 },
      told: [expect.stringContaining('ENOSPC'), 'written again'],
    })
  })
})

/** Until not a byte more goes onto it. */
function fill(): void {
  const path = join(folder, 'filling')
  for (let kilobytes = 64; kilobytes > 0; kilobytes--) {
    try {
      writeFileSync(path, 'x'.repeat(1024), { flag: 'a' })
    } catch {
      return
    }
  }
  throw new Error('The disk does not fill up')
}

function aCopy(product: string): TagCopy {
  const tag = { ...aTag(product), hungAt: '2026-11-22T20:15:00Z', takeover: null, exit: null }
  const { productDeploymentId } = tag
  return {
    product: { environmentId: environmentId.parse('default'), productDeploymentId },
    tag,
    cancelled: false,
  }
}
