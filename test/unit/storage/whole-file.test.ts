import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { writeWholeFile } from '../../../src/main/storage/whole-file'
import { ok } from '../../../src/shared/result'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-whole-'))
  folders.push(folder)
  return folder
}

describe('a file that is written whole', () => {
  it('has the new content in the place of the old, and leaves nothing beside it', () => {
    const folder = aFolder()
    const path = join(folder, 'settings.json')

    const answers = [writeWholeFile(path, 'old'), writeWholeFile(path, 'new: ünïcode')]

    expect({ answers, there: readdirSync(folder), content: readFileSync(path, 'utf8') }).toEqual({
      answers: [ok(), ok()],
      there: ['settings.json'],
      content: 'new: ünïcode',
    })
  })

  it('takes the place of what a kill left half-written', () => {
    const folder = aFolder()
    const path = join(folder, 'settings.json')
    writeFileSync(`${path}.tagout-new`, 'ha')

    const answer = writeWholeFile(path, 'whole')

    expect({ answer, there: readdirSync(folder), content: readFileSync(path, 'utf8') }).toEqual({
      answer: ok(),
      there: ['settings.json'],
      content: 'whole',
    })
  })

  it('stays as it was when it can’t be written, and says why', () => {
    const folder = aFolder()
    const path = join(folder, 'settings.json')
    writeFileSync(path, 'old')
    // In the way of what is written beside it: not even root can replace a folder by a file.
    mkdirSync(`${path}.tagout-new`)

    const answer = writeWholeFile(path, 'new')

    expect({ answer, content: readFileSync(path, 'utf8') }).toEqual({
      answer: { ok: false, problem: expect.stringContaining('tagout-new') as string },
      content: 'old',
    })
  })

  it('is replaced where a link leads, which stays a link', () => {
    const folder = aFolder()
    const path = join(folder, 'settings.json')
    writeFileSync(join(folder, 'elsewhere.json'), 'old')
    symlinkSync('elsewhere.json', path)

    writeWholeFile(path, 'new')

    expect({
      isLink: lstatSync(path).isSymbolicLink(),
      content: readFileSync(join(folder, 'elsewhere.json'), 'utf8'),
    }).toEqual({ isLink: true, content: 'new' })
  })
})
