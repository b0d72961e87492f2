import { describe, expect, it } from 'vitest'
import { apiStateText, keyStoreText } from '../../../src/renderer/src/text/api'
import type { ApiStatus } from '../../../src/shared/api-status'
import { usualServing } from '../../support/settings'

const { api: off } = usualServing

describe('the REST API', () => {
  it.each<[Partial<ApiStatus>, string | null]>([
    [{}, null],
    [{ state: 'starting' }, 'Starting…'],
    [
      { state: 'listening', address: 'http://127.0.0.1:7457' },
      'Listening at http://127.0.0.1:7457.',
    ],
    [
      { state: 'failed', failure: { port: 7457, detail: 'EADDRINUSE' } },
      'Port 7457 is in use by another program. Choose another port, or end that program.',
    ],
    [
      { state: 'failed', failure: { port: 80, detail: 'EACCES' } },
      'You are not allowed to listen on port 80. Choose one from 1024 on.',
    ],
    [
      { state: 'failed', failure: { port: 7457, detail: 'EIO' } },
      'It does not listen on port 7457: EIO',
    ],
  ])('that is %j reads %s', (over, text) => {
    expect(apiStateText({ ...off, ...over })).toBe(text)
  })
})

it('says where secrets are kept, and what to do where nothing keeps them', () => {
  expect([
    keyStoreText({ state: 'protected', name: 'gnome_libsecret' }),
    keyStoreText({ state: 'none', name: 'basic_text' }).todo === null,
    keyStoreText({ state: 'asking', name: '' }).todo,
  ]).toEqual([
    {
      what: 'Secrets are encrypted by the desktop’s keyring (libsecret): only you, logged in on this machine, can open them.',
      todo: null,
    },
    false,
    null,
  ])
})
