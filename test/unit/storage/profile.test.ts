import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { environmentId } from '../../../src/shared/ids'
import type { TagCopy } from '../../../src/main/maintenance/ports'
import { openProfile } from '../../../src/main/storage/profile'
import { usualSettings } from '../../support/settings'
import { aTag } from '../../support/tags'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) {
    chmodSync(folder, 0o700)
    rmSync(folder, { recursive: true })
  }
})

function aFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-profile-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

const open = (folder: string) => openProfile(folder, () => undefined)

function aCopy(product: string): TagCopy {
  const tag = { ...aTag(product), hungAt: '2026-11-22T20:15:00Z', takeover: null, exit: null }
  const { productDeploymentId } = tag
  return {
    product: { environmentId: environmentId.parse('default'), productDeploymentId },
    tag,
    cancelled: false,
  }
}

const aTold = {
  change: aTag('shop').claim,
  gracePeriodMs: 15_000,
  telling: {
    state: 'waiting',
    says: 'maintenance',
    to: 'http://shop.local/maintenance',
    attempt: 1,
    attempts: 3,
    until: '2026-11-22T20:15:15.000Z',
    problem: null,
  },
} as const

describe('a profile', () => {
  it('reads copies that an older Tagout kept, whose marks have no time of the engine', () => {
    const { product, tag } = aCopy('shop')
    const exit = { claim: tag.claim, trigger: tag.trigger }
    const written = { product, tag: { ...tag, exit }, cancelled: false }
    const value = { version: 1, instance: 'one', copies: [written] }
    const folder = aFolder({ 'maintenance.json': JSON.stringify({ value }) })

    const profile = open(folder)

    expect({ copies: profile.copies.all(), notices: profile.notices() }).toEqual({
      copies: [
        { ...written, tag: { ...tag, exit: { ...exit, of: null, hungAt: tag.trigger.at } } },
      ],
      notices: [],
    })
  })

  it('is the same Tagout with the same copies and settings after a restart', () => {
    const folder = aFolder()
    const first = open(folder)
    first.copies.put(aCopy('shop'))
    first.copies.put(aCopy('intranet'))
    first.copies.put({ ...aCopy('shop'), cancelled: true })
    first.copies.drop(aCopy('intranet').product)
    first.changeSettings({ theme: 'dark' })

    const second = open(folder)

    expect({
      instance: second.instance,
      copies: second.copies.all(),
      settings: second.settings(),
      notices: second.notices(),
    }).toEqual({
      instance: first.instance,
      copies: [{ ...aCopy('shop'), cancelled: true }],
      settings: { ...usualSettings, theme: 'dark' },
      notices: [],
    })
  })

  it('knows after a restart what the product was told', () => {
    const folder = aFolder()
    const copy = { ...aCopy('shop'), told: aTold }
    open(folder).copies.put(copy)

    expect(open(folder).copies.all()).toEqual([copy])
  })

  it('reads a copy of which a newer Tagout told in words of its own', () => {
    const copy = { ...aCopy('shop'), told: { ...aTold, telling: { state: 'whispered' } } }
    const value = { version: 1, instance: 'one', copies: [copy] }
    const folder = aFolder({ 'maintenance.json': JSON.stringify({ value }) })

    const profile = open(folder)

    expect({ copies: profile.copies.all(), notices: profile.notices() }).toEqual({
      copies: [aCopy('shop')],
      notices: [],
    })
  })

  it.each([
    ['is not JSON', '{ "value": '],
    ['is empty', ''],
    ['is a list', '[]'],
    ['is of another version', '{ "value": { "version": 2, "theme": "dark" } }'],
    ['has a theme that is none', '{ "value": { "version": 1, "theme": "pink" } }'],
  ])('keeps a settings file aside that %s, and tells it', (_, content) => {
    const folder = aFolder({ 'settings.json': content })

    const profile = open(folder)
    profile.changeSettings({ theme: 'light' })

    const kept = readdirSync(folder).filter((name) => name.startsWith('settings.json.'))
    expect(kept.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([content])
    expect(profile.notices()).toMatchObject([
      { code: 'file-kept-aside', keptAs: join(folder, kept[0] ?? '') },
    ])
    expect(open(folder).settings()).toEqual({ ...usualSettings, theme: 'light' })
  })

  it('opens the settings of an older Tagout, with what it lacks as it is by default', () => {
    const older = '{ "value": { "version": 1, "theme": "dark" } }'

    const profile = open(aFolder({ 'settings.json': older }))

    expect({ settings: profile.settings(), notices: profile.notices() }).toEqual({
      settings: { ...usualSettings, theme: 'dark' },
      notices: [],
    })
  })

  it('keeps what a newer Tagout has written beside the settings', () => {
    const newer = {
      version: 1,
      theme: 'dark',
      notifications: { drift: false, tides: true },
      fog: 3,
    }
    const folder = aFolder({ 'settings.json': JSON.stringify({ value: newer }) })

    open(folder).changeSettings({ theme: 'light' })

    const written: unknown = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))
    expect(written).toEqual({
      value: {
        ...usualSettings,
        ...newer,
        notifications: { ...usualSettings.notifications, ...newer.notifications },
        theme: 'light',
      },
    })
  })

  it('forgets a notice that was dismissed', () => {
    const profile = open(aFolder({ 'settings.json': 'no' }))

    profile.dismiss(profile.notices()[0]?.id ?? '')

    expect(profile.notices()).toEqual([])
  })

  it('goes on in memory when a file can’t be written, and tells it once', () => {
    const folder = aFolder()
    const profile = open(folder)
    rmSync(folder, { recursive: true })
    // A file where the folder was: not even root can write into it.
    writeFileSync(folder, '')

    profile.copies.put(aCopy('shop'))
    profile.copies.put(aCopy('intranet'))

    expect(profile.copies.all()).toEqual([aCopy('shop'), aCopy('intranet')])
    expect(profile.notices()).toMatchObject([
      { code: 'file-not-written', file: join(folder, 'maintenance.json') },
    ])
  })
})
