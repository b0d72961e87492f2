import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openLastKnown } from '../../../src/main/storage/last-known'
import type { Said } from '../../../src/main/storage/said'
import { containerId, environmentId } from '../../../src/shared/ids'
import { aContainer } from '../../support/hand-environment'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const here = environmentId.parse('here')

function aProfile() {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-last-known-'))
  folders.push(folder)
  const told: string[] = []
  const lastKnown = openLastKnown({
    folder,
    now: () => '2026-11-22T20:00:00.000Z',
    keptAside: (_, keptAs) => void told.push(`kept aside as ${keptAs.slice(folder.length + 1)}`),
    notWritten: (file) => void told.push(`not written: ${file.slice(folder.length + 1)}`),
  })
  return { folder, path: join(folder, 'last-known', 'here.jsonl'), told, lastKnown }
}

function saying(asOf: string, ...names: readonly string[]): Said {
  return {
    asOf,
    address: 'unix:///run/docker.sock',
    containers: names.map((name) => aContainer(containerId.parse(name), 'running')),
    unreadable: [
      { productDeploymentId: 'crm', volume: 'tagout.crm', detail: 'newer', productName: null },
    ],
  }
}

const first = '2026-11-22T08:00:00.000Z'
const later = '2026-11-22T09:30:00.000Z'

describe('what an environment said last, in its file', () => {
  it('is read as it was written, by its user alone', async () => {
    const { lastKnown, path, told } = aProfile()
    const said = saying(first, ...Array.from({ length: 450 }, (_, index) => `web-${index}`))

    const written = await lastKnown.write(here, said)

    expect({ written, read: await lastKnown.read(here), told }).toEqual({
      written: true,
      read: said,
      told: [],
    })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is nothing where nothing was written', async () => {
    const { lastKnown, told, folder } = aProfile()

    expect([await lastKnown.read(here), told, readdirSync(folder)]).toEqual([null, [], []])
  })

  it('tells another time without being written anew', async () => {
    const { lastKnown } = aProfile()
    await lastKnown.write(here, saying(first, 'web'))

    lastKnown.stillSo(here, later)

    expect(await lastKnown.read(here)).toEqual(saying(later, 'web'))
  })

  it('is the newest, whoever came to write first', async () => {
    const { lastKnown, folder } = aProfile()

    const overtaken = lastKnown.write(here, saying(first, 'web'))
    lastKnown.writeAtOnce(here, saying(later, 'web', 'api'))

    expect([await overtaken, await lastKnown.read(here)]).toEqual([
      false,
      saying(later, 'web', 'api'),
    ])
    expect(readdirSync(join(folder, 'last-known'))).toEqual(['here.jsonl'])
  })

  it('goes, and does not come back with a write that was under way', async () => {
    const { lastKnown, path } = aProfile()
    await lastKnown.write(here, saying(first, 'web'))

    const overtaken = lastKnown.write(here, saying(later, 'web'))
    lastKnown.remove(here)
    await overtaken

    expect(existsSync(path)).toBe(false)
  })

  it.each([
    ['is not JSON', () => '{ "version": 1, "as'],
    ['is of another version', (content: string) => content.replace('"version":1', '"version":2')],
    ['lacks a line', (content: string) => content.split('\n').slice(0, -3).join('\n')],
    ['has a container that is none', (content: string) => content.replace('"running"', '"flying"')],
  ])('is kept aside and told when it %s', async (_, damaged) => {
    const { lastKnown, path, told, folder } = aProfile()
    await lastKnown.write(here, saying(first, 'web', 'api'))
    const content = damaged(readFileSync(path, 'utf8'))
    writeFileSync(path, content)

    const read = await lastKnown.read(here)

    const keptAs = 'last-known/here.jsonl.unreadable-2026-11-22T20-00-00-000Z'
    expect({ read, told, kept: readFileSync(join(folder, keptAs), 'utf8') }).toEqual({
      read: null,
      told: [`kept aside as ${keptAs}`],
      kept: content,
    })
  })

  it('is told once when it can not be written', async () => {
    const { lastKnown, folder, told } = aProfile()
    writeFileSync(join(folder, 'last-known'), 'a file in the place of the folder')

    const written = [
      await lastKnown.write(here, saying(first, 'web')),
      await lastKnown.write(here, saying(later, 'web')),
    ]

    expect({ written, told }).toEqual({
      written: [false, false],
      told: ['not written: last-known/here.jsonl'],
    })
  })
})
