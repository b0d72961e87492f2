import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandFailure } from '../../../src/cli/failure'
import { findTagout, profileFolder } from '../../../src/cli/find'
import type { Surroundings } from '../../../src/cli/find'

const local = { version: 1, url: 'http://127.0.0.1:7457', token: 'tagout_of-this-run', pid: 4711 }
const linux: Surroundings = {
  env: {},
  platform: 'linux',
  homeDirectory: '/home/anna',
  isAlive: (pid) => pid === 4711,
}

let profile = ''
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'tagout-cli-'))
})
afterEach(() => rmSync(profile, { recursive: true, force: true }))

function exitOf(find: () => unknown): string {
  try {
    find()
  } catch (error) {
    if (error instanceof CommandFailure) return error.exit
    throw error
  }
  return 'done'
}

describe('the Tagout to talk to', () => {
  it('is the one that runs here, by the file that it lays down', () => {
    writeFileSync(join(profile, 'api.json'), JSON.stringify(local))

    const { url, token } = local
    expect(findTagout({ profile }, linux)).toEqual({ url, token })
  })

  it('is none, when there is no such file, it is no such file, or its Tagout is gone', () => {
    const missing = exitOf(() => findTagout({ profile }, linux))
    writeFileSync(join(profile, 'api.json'), '{"version":1')
    const broken = exitOf(() => findTagout({ profile }, linux))
    writeFileSync(join(profile, 'api.json'), JSON.stringify({ ...local, pid: 1 }))
    const stale = exitOf(() => findTagout({ profile }, linux))

    expect([missing, broken, stale]).toEqual(['no-tagout', 'no-tagout', 'no-tagout'])
  })

  it('is the one named, by a token from the command line, a file or the environment', () => {
    const tokenFile = join(profile, 'token')
    writeFileSync(tokenFile, 'tagout_from-file\n')
    const url = 'http://127.0.0.1:1'
    const env = { TAGOUT_API_URL: 'https://tagout.local', TAGOUT_API_TOKEN: 'tagout_from-env' }

    expect([
      findTagout({ url, token: 'tagout_given' }, linux),
      findTagout({ url, tokenFile }, { ...linux, env }),
      findTagout({}, { ...linux, env }),
    ]).toEqual([
      { url, token: 'tagout_given' },
      { url, token: 'tagout_from-file' },
      { url: 'https://tagout.local', token: 'tagout_from-env' },
    ])
  })

  it('is refused without a token, with none in its file, and where it is no address', () => {
    const url = 'http://127.0.0.1:1'
    const empty = join(profile, 'empty')
    writeFileSync(empty, '\n')

    expect([
      exitOf(() => findTagout({ url }, linux)),
      exitOf(() => findTagout({ url, tokenFile: empty }, linux)),
      exitOf(() => findTagout({ url, tokenFile: join(profile, 'none') }, linux)),
      exitOf(() => findTagout({ url: 'localhost:7457', token: 't' }, linux)),
    ]).toEqual(['unauthorized', 'usage', 'usage', 'usage'])
  })
})

it.each<[string, Partial<Surroundings>, string]>([
  ['Linux', {}, '/home/anna/.config/Tagout'],
  ['its own folder', { env: { XDG_CONFIG_HOME: '/srv/config' } }, '/srv/config/Tagout'],
  ['macOS', { platform: 'darwin' }, '/home/anna/Library/Application Support/Tagout'],
  ['Windows', { platform: 'win32', env: { APPDATA: '/appdata' } }, '/appdata/Tagout'],
])('looks into the profile where Electron has it: %s', (_, here, folder) => {
  expect(profileFolder({ ...linux, ...here })).toBe(folder)
})
