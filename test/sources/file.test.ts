import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { observe } from '../../src/main/observers/observe'
import { watchFile } from '../../src/main/observers/watch-file'
import { observerConfig } from '../../src/shared/observer'
import type { Reading } from '../../src/shared/observer'
import { failed } from '../../src/shared/result'
import { eventually } from '../support/eventually'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function look(config: object): Promise<Reading> {
  return observe(
    observerConfig.parse({ type: 'file', timeout: '30s', ...config }),
    (name) => failed({ code: 'variable-unresolved', name }),
    new AbortController().signal,
  )
}

const there: Reading = { says: 'maintenance', value: 'true' }
const notThere: Reading = { says: 'normal', value: 'false' }

describe('an observer of whether a file exists', () => {
  it('says so while it is made, replaced and removed', async () => {
    const folder = aFolder()
    const path = join(folder, 'flag')

    expect(await look({ path })).toEqual(notThere)
    writeFileSync(path, '')
    expect(await look({ path })).toEqual(there)
    writeFileSync(`${path}.new`, '')
    renameSync(`${path}.new`, path)
    expect(await look({ path })).toEqual(there)
    rmSync(path)
    expect(await look({ path })).toEqual(notThere)
    mkdirSync(path)
    expect(await look({ path })).toEqual(there)
  })

  it('takes the words of its configuration for it', async () => {
    const path = join(aFolder(), 'running')

    expect(await look({ path, maintenanceValue: 'False', normalValue: 'true' })).toEqual({
      says: 'maintenance',
      value: 'false',
    })
  })

  it('says nothing while the folder is not there, and then what is', async () => {
    const folder = join(aFolder(), 'share')
    const path = join(folder, 'flag')

    expect(await look({ path })).toEqual(
      nothing({ code: 'source-unreachable', detail: `There is no folder ${folder}` }),
    )
    mkdirSync(folder)
    expect(await look({ path })).toEqual(notThere)
  })

  it('says nothing where it can’t be looked', async () => {
    const folder = aFolder()
    writeFileSync(join(folder, 'file'), '')
    symlinkSync('loop', join(folder, 'loop'))
    symlinkSync('/nowhere/flag', join(folder, 'link'))
    const detailOf = async (name: string): Promise<unknown> => {
      const reading = await look({ path: join(folder, name) })
      return reading.says === 'nothing' && reading.problem.code === 'source-unreachable'
        ? reading.problem.detail
        : reading
    }

    expect(await detailOf('file/flag')).toContain('ENOTDIR')
    expect(await detailOf('loop/flag')).toContain('ELOOP')
    expect(await detailOf('link')).toBe('It is a link to something that is not there.')
  })

  it('says nothing of a path that depends on where Tagout was started', async () => {
    expect(await look({ path: 'flag' })).toEqual(
      nothing({
        code: 'configuration-invalid',
        field: 'path',
        detail: 'It has to begin at the root of the file system (or with a drive).',
      }),
    )
  })
})

describe('an observer of what is in a file', () => {
  const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le')

  it.each([
    ['UTF-8', Buffer.from(' on\n'), {}, { says: 'maintenance', value: 'on' }],
    [
      'UTF-8 with a byte order mark',
      Buffer.from('\ufeffOn'),
      {},
      { says: 'maintenance', value: 'On' },
    ],
    ['UTF-16 as of Windows', utf16('on\r\n'), {}, { says: 'maintenance', value: 'on' }],
    ['UTF-16, the other way', utf16('on').swap16(), {}, { says: 'maintenance', value: 'on' }],
    [
      'what a pattern finds',
      Buffer.from('[state]\nmode = on ; since 8\n'),
      { contentPattern: 'mode\\s*=\\s*(\\w+)' },
      { says: 'maintenance', value: 'on' },
    ],
    [
      'a pattern that finds nothing',
      Buffer.from('[state]'),
      { contentPattern: 'mode=(\\w+)' },
      nothing({ code: 'value-missing', detail: 'The pattern matches nothing.' }),
    ],
    ['nothing', Buffer.alloc(0), {}, nothing({ code: 'value-missing', detail: 'It is empty.' })],
    [
      'bytes that are no text',
      Buffer.from([0x89, 0x50, 0x4e, 0x47]),
      {},
      nothing({ code: 'answer-unusable', detail: 'It is no text in utf-8.' }),
    ],
    [
      'too much',
      Buffer.alloc(1024 * 1024 + 1, 'a'),
      {},
      nothing({ code: 'answer-unusable', detail: 'It is longer than 1 MiB.' }),
    ],
  ])('reads %s', async (_, content, config, reading) => {
    const path = join(aFolder(), 'state')
    writeFileSync(path, content)

    expect(await look({ path, mode: 'content', maintenanceValue: 'on', ...config })).toEqual(
      reading,
    )
  })

  it('says nothing of a file that is not there', async () => {
    const path = join(aFolder(), 'state')

    expect(await look({ path, mode: 'content', maintenanceValue: 'on' })).toEqual(
      nothing({ code: 'value-missing', detail: 'There is no such file.' }),
    )
  })

  it('says nothing of what is no file, and does not wait for it', async () => {
    const folder = aFolder()
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const noFile = nothing({ code: 'answer-unusable', detail: 'It is no file.' })

    for (const path of [folder, join(folder, 'pipe')]) {
      expect(await look({ path, mode: 'content', maintenanceValue: 'on' })).toEqual(noFile)
    }
  })

  it('says nothing of a file that can’t be read', async () => {
    // Its first page is nobody's, whoever reads it.
    expect(await look({ path: '/proc/self/mem', mode: 'content', maintenanceValue: 'on' })).toEqual(
      nothing({
        code: 'source-unreachable',
        detail: expect.stringContaining('EIO') as string,
      }),
    )
  })
})

describe('a watched file', () => {
  it('is told of when it is made, written, replaced, removed and made again', async () => {
    const folder = aFolder()
    const path = join(folder, 'flag')
    const { told } = await watched(path)

    await told('made', () => writeFileSync(path, 'a'))
    await told('written', () => writeFileSync(path, 'bc'))
    await told('replaced', () => {
      writeFileSync(`${path}.new`, 'def')
      renameSync(`${path}.new`, path)
    })
    await told('removed', () => rmSync(path))
    await told('made again', () => writeFileSync(path, 'g'))
  })

  it('is told of when its folder comes with it, goes, and comes again', async () => {
    const folder = join(aFolder(), 'later', 'still')
    const path = join(folder, 'flag')
    const { told } = await watched(path)
    const come = (): void => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path, 'a')
    }

    await told('come', come)
    await told('gone', () => rmSync(dirname(folder), { recursive: true }))
    await told('come again', come)
    await told('written', () => writeFileSync(path, 'bc'))
  })

  it('is not told of when another is made', async () => {
    const folder = aFolder()
    const { calls } = await watched(join(folder, 'flag'))
    const other = await watched(join(folder, 'other'))

    await other.told('the other made', () => writeFileSync(join(folder, 'other'), ''))

    expect(calls()).toBe(0)
  })
})

/** Watched from now on, until the test is over. */
async function watched(path: string): Promise<{
  readonly calls: () => number
  readonly told: (what: string, act: () => void) => Promise<void>
}> {
  let calls = 0
  await new Promise<void>((begun) => {
    const end = watchFile(
      path,
      () => calls++,
      () => begun(),
    )
    onTestFinished(end)
  })
  return {
    calls: () => calls,
    told: async (what, act) => {
      const before = calls
      act()
      await eventually(() => (calls > before ? true : null), { within: 30_000, what })
    },
  }
}

function nothing(problem: object): Reading {
  return { says: 'nothing', problem } as Reading
}
