import { describe, expect, it } from 'vitest'
import { observe } from '../../src/main/observers/observe'
import { observerConfig } from '../../src/shared/observer'
import type { Reading } from '../../src/shared/observer'
import { failed, ok } from '../../src/shared/result'
import { aWebServer } from './web'

/** What an observer of a server says that answers so. */
async function readingOf(
  answered: { readonly type: string; readonly text: string },
  config: object = {},
): Promise<Reading> {
  const url = await aWebServer((_, answer) => {
    answer.writeHead(200, { 'content-type': answered.type }).end(answered.text)
  })
  return look({ url, maintenanceValue: 'on', normalValue: 'off', ...config })
}

function look(config: object): Promise<Reading> {
  return observe(
    observerConfig.parse({ type: 'http', timeout: '30s', ...config }),
    (name) => (name === 'KEY' ? ok('k1') : failed({ code: 'variable-unresolved', name })),
    new AbortController().signal,
  )
}

describe('an HTTP observer', () => {
  it.each([
    ['a text', { type: 'text/plain', text: ' ON\n' }, {}, { says: 'maintenance', value: 'ON' }],
    [
      'a word called HTML',
      { type: 'text/html', text: 'off' },
      {},
      { says: 'normal', value: 'off' },
    ],
    [
      'JSON',
      { type: 'application/json', text: '{"maintenance":{"mode":"on"}}' },
      { jsonPath: '$.maintenance.mode' },
      { says: 'maintenance', value: 'on' },
    ],
    ['a third value', { type: 'text/plain', text: 'dunno' }, {}, nothing('value-unexpected')],
    ['nothing', { type: 'text/plain', text: '' }, {}, nothing('value-missing')],
    [
      'a login page',
      { type: 'text/html', text: '<!DOCTYPE html><p>Sign in' },
      { normalValue: undefined },
      nothing('answer-unusable'),
    ],
    [
      'a page that is not called one',
      { type: 'text/plain', text: '\n<html><p>Sign in' },
      { normalValue: undefined },
      nothing('answer-unusable'),
    ],
    [
      'a fragment of a page',
      { type: 'text/html; charset=utf-8', text: 'Please <a href="/">sign in</a>' },
      { normalValue: undefined },
      nothing('answer-unusable'),
    ],
    [
      'a login page in place of JSON',
      { type: 'text/html', text: '<html>' },
      { jsonPath: '$.mode' },
      nothing('answer-unusable'),
    ],
    [
      'JSON that is cut off',
      { type: 'application/json', text: '{"mode":"o' },
      { jsonPath: '$.mode' },
      nothing('answer-unusable'),
    ],
    [
      'JSON without the path',
      { type: 'application/json', text: '{}' },
      { jsonPath: '$.mode' },
      nothing('value-missing'),
    ],
  ])('reads %s', async (_, answered, config, reading) => {
    expect(await readingOf(answered, config)).toEqual(reading)
  })

  it('sends its headers with their variables', async () => {
    const url = await aWebServer(({ headers, method }, answer) => {
      answer.end(`${method} ${String(headers['x-api-key'])}`)
    })

    expect(
      await look({
        url,
        method: 'POST',
        headers: { 'X-Api-Key': '${KEY}' },
        maintenanceValue: 'on',
      }),
    ).toEqual({ says: 'normal', value: 'POST k1' })
  })

  it('says nothing where it is sent elsewhere', async () => {
    const url = await aWebServer((_, answer) => {
      answer.writeHead(303, { location: 'https://login.local/?back=k1' }).end()
    })

    expect(await look({ url, headers: { a: '${KEY}' }, maintenanceValue: 'on' })).toEqual({
      says: 'nothing',
      problem: { code: 'http-status', status: 303, location: 'https://login.local/?back=***' },
    })
  })

  it('says nothing after its timeout', async () => {
    const url = await aWebServer(() => undefined)

    expect(await look({ url, timeout: '150ms', maintenanceValue: 'on' })).toEqual({
      says: 'nothing',
      problem: { code: 'source-timeout', seconds: 0.15 },
    })
  })
})

function nothing(code: string): unknown {
  return { says: 'nothing', problem: expect.objectContaining({ code }) as unknown }
}
