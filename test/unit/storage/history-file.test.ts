import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openHistoryFile } from '../../../src/main/storage/history-file'
import type { HistoryFile } from '../../../src/main/storage/history-file'
import { ok } from '../../../src/shared/result'
import { anEnding, anOpening, aRecordedContainer } from '../../support/history'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

interface Opened {
  readonly file: HistoryFile
  readonly folder: string
  readonly path: string
  readonly told: string[]
}

function opened(): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-history-'))
  folders.push(folder)
  return { ...reopened(folder), folder }
}

function reopened(folder: string): Omit<Opened, 'folder'> {
  const told: string[] = []
  const file = openHistoryFile({
    folder,
    notWritten: () => told.push('not written'),
    writtenAgain: () => told.push('written again'),
  })
  return { file, told, path: join(folder, 'history.jsonl') }
}

const began = anOpening('one.1', '2026-11-22T20:00:00.000Z')
const ended = anEnding('one.1', '2026-11-22T20:00:05.000Z', {
  result: 'incomplete',
  containers: [
    aRecordedContainer('web', {
      result: 'failed',
      problem: { code: 'engine-refused', status: 500, detail: 'no such thing' },
    }),
  ],
  problem: { code: 'cancelled' },
})
const later = anOpening('one.2', '2026-11-22T21:00:00.000Z')

describe('the file of the history', () => {
  it('has a record a line, and yields them after a restart', async () => {
    const { file, folder, path } = opened()
    file.append(began)
    file.append(ended)

    const found = await reopened(folder).file.read()

    expect({ found, lines: readFileSync(path, 'utf8').split('\n').length }).toEqual({
      found: { records: [began, ended], unreadable: 0 },
      lines: 3,
    })
  })

  it('is empty where there is none', async () => {
    expect(await opened().file.read()).toEqual({ records: [], unreadable: 0 })
  })

  it('keeps half a line, damaged ones and those of a newer version, and counts them', async () => {
    const { file, folder, path } = opened()
    const newer = JSON.stringify({ ...began, version: 2 })
    const strange = JSON.stringify({ ...ended, problem: { code: 'of the future' } })
    file.append(began)
    appendFileSync(path, `${newer}\n${strange}\nno json\n{"version":1,"kind":"beg`)

    const second = reopened(folder)
    second.file.append(later)
    const found = await second.file.read()

    expect({ found, content: readFileSync(path, 'utf8') }).toEqual({
      found: { records: [began, later], unreadable: 4 },
      content: `${JSON.stringify(began)}\n${newer}\n${strange}\nno json\n{"version":1,"kind":"beg\n${JSON.stringify(later)}\n`,
    })
  })

  it('loses nothing while it can’t be written, and tells that once, and when it can again', async () => {
    const { file, path, told } = opened()
    mkdirSync(path)
    file.append(began)
    file.append(ended)
    const whileFailing = [...told]

    rmSync(path, { recursive: true })
    file.append(later)

    expect({ whileFailing, told, found: await file.read() }).toEqual({
      whileFailing: ['not written'],
      told: ['not written', 'written again'],
      found: { records: [began, ended, later], unreadable: 0 },
    })
  })

  it('is written anew without what is not to be kept, but with all that can’t be read', async () => {
    const { file, path } = opened()
    file.append(began)
    appendFileSync(path, 'no json\n')
    file.append(ended)
    file.append(later)

    const answer = file.prune((record) => record === later || record.at === later.at)
    file.append(anEnding('one.2', '2026-11-22T21:00:05.000Z'))

    expect({ answer, found: await file.read() }).toEqual({
      answer: ok(),
      found: {
        records: [later, anEnding('one.2', '2026-11-22T21:00:05.000Z')],
        unreadable: 1,
      },
    })
  })

  it('stays as it was when it can’t be written anew', async () => {
    const { file, path } = opened()
    file.append(began)
    mkdirSync(`${path}.tagout-new`)

    const answer = file.prune(() => false)

    expect({ ok: answer.ok, found: await file.read() }).toEqual({
      ok: false,
      found: { records: [began], unreadable: 0 },
    })
  })

  it('is told when it can’t be read', async () => {
    const { folder } = opened()
    writeFileSync(join(folder, 'elsewhere'), '')
    const second = reopened(join(folder, 'elsewhere'))

    const found = await second.file.read()

    expect({ found, told: second.told }).toEqual({
      found: { records: [], unreadable: 0 },
      told: ['not written'],
    })
  })
})
