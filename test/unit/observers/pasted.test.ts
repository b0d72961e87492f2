import { describe, expect, it } from 'vitest'
import { pasted } from '../../../src/main/observers/pasted'

const observer = `
  observer:
    type: http
    url: https://erp.local/api/maintenance
    method: GET
    headers: { X-Api-Key: "\${ERP_KEY}" }
    jsonPath: $.maintenanceMode
    maintenanceValue: "true"
    normalValue: false
    pollingInterval: 30s
    timeout: 10s`
const setter = `
  setter:
    type: webhook
    url: "\${PRODUCT_BASE_URL}/internal/maintenance"
    secret: "\${MAINTENANCE_WEBHOOK_SECRET}"
    retries: 2
    gracePeriod: 15s`

const readObserver = {
  type: 'http',
  url: 'https://erp.local/api/maintenance',
  method: 'GET',
  headers: { 'X-Api-Key': '${ERP_KEY}' },
  jsonPath: '$.maintenanceMode',
  maintenanceValue: 'true',
  normalValue: 'false',
  pollingInterval: '30s',
  timeout: '10s',
  enabled: true,
}
const readSetter = {
  type: 'webhook',
  url: '${PRODUCT_BASE_URL}/internal/maintenance',
  secret: '${MAINTENANCE_WEBHOOK_SECRET}',
  retries: 2,
  timeout: '10s',
  gracePeriod: '15s',
}

describe('ReadyStackGo’s block', () => {
  it.each([
    ['itself', `maintenance:${observer}${setter}`],
    ['its two keys alone', `${observer}${setter}`],
    [
      'within a manifest',
      `metadata:\n  name: erp\nservices: &s\n  web: { image: x }\nother: *s\nmaintenance:${setter}${observer}`,
    ],
    ['as Windows writes it', `maintenance:${observer}${setter}`.replaceAll('\n', '\r\n')],
    ['in JSON', JSON.stringify({ maintenance: { observer: readObserver, setter: readSetter } })],
  ])('is read: %s', (_, text) => {
    expect(pasted(text)).toEqual({ ok: true, observer: readObserver, setter: readSetter })
  })

  it.each([
    ['its observer only', `maintenance:${observer}\n  setter:`],
    [
      'in its older form',
      `version: rsgo/v0.10\nmaintenanceObserver:${observer.replace('\n  observer:', '')}`,
    ],
  ])('is read: %s', (_, text) => {
    expect(pasted(text)).toEqual({ ok: true, observer: readObserver, setter: null })
  })
})

describe('what is faulty in a block', () => {
  it.each([
    ['nothing', ' \n', [['', null, 'There is nothing in it.']]],
    ['a comment only', '# maintenance:', [['', null, 'There is nothing in it.']]],
    [
      'something else',
      'services:\n  web: {}',
      [['', 1, 'There is neither maintenance: nor observer: nor setter: in it.']],
    ],
    [
      'no map',
      '- maintenance',
      [['', 1, 'There is neither maintenance: nor observer: nor setter: in it.']],
    ],
    [
      'an empty block',
      'a: 1\nmaintenance:',
      [['maintenance', 2, 'has to hold observer: or setter:']],
    ],
    [
      'a key of the block that there is not',
      `maintenance:\n  window: 22:00${observer}`,
      [['maintenance.window', 2, 'is not supported: there are observer and setter']],
    ],
    [
      'two observers',
      `maintenance:${observer}\nmaintenanceObserver:\n  type: file`,
      [['maintenanceObserver', 12, 'is a second observer, beside maintenance.observer: keep one']],
    ],
    [
      'two documents',
      `maintenance:${setter}\n---\na: 1\n`,
      [['', 8, 'There are several documents in it: paste one.']],
    ],
    [
      'fields that are wrong, missing or too many',
      'maintenance:\n  observer:\n    type: http\n    pollingInterval: 30\n    retryCount: 3\n    headers: none\n  setter:\n    type: webhook\n    url: ""\n    retries: 99\n',
      [
        ['observer.url', 2, 'is missing'],
        ['observer.headers', 6, 'has to be a group of fields'],
        ['observer.maintenanceValue', 2, 'is missing'],
        ['observer.pollingInterval', 4, 'has to be a text'],
        ['observer.retryCount', 5, 'is no field that Tagout knows here'],
        ['setter.url', 9, 'must not be empty'],
        ['setter.retries', 10, 'Too big: expected number to be <=10'],
      ],
    ],
    [
      'a type that there is not',
      'observer:\n  type: ftp\n',
      [['observer.type', 2, 'has to be one of http, file, sqlQuery, sqlExtendedProperty']],
    ],
    [
      'a text in place of the observer, in the older form',
      'maintenanceObserver: http',
      [['observer', 1, 'has to be a group of fields']],
    ],
    [
      'a method without an answer',
      'observer: { type: http, url: http://h, maintenanceValue: on, method: HEAD }',
      [['observer.method', 1, 'has to be one of GET, POST']],
    ],
    [
      'no connection',
      'observer:\n  type: sqlQuery\n  query: SELECT 1\n  maintenanceValue: 1\n',
      [
        [
          'observer.connectionString',
          1,
          'either connectionString or connectionName has to be given, and not both',
        ],
      ],
    ],
  ])('is told: %s', (_, text, faults) => {
    expect(pasted(text)).toEqual({
      ok: false,
      faults: faults.map(([path, line, message]) => ({ path, line, message })),
    })
  })

  it.each([
    ['a tab', 'maintenance:\n\tobserver:\n', 2],
    ['a key twice', 'observer:\n  type: file\n  path: /a\n  path: /b\n', 4],
    ['a quote that is not closed', 'observer:\n  type: "file\n', 3],
  ])('is told with its line: %s', (_, text, line) => {
    const read = pasted(text)

    expect(read.ok ? read : read.faults[0]).toEqual({
      path: '',
      line,
      message: expect.any(String) as string,
    })
  })

  it('is told of an alias without its anchor', () => {
    expect(pasted('a: 1\nobserver: *b\n')).toEqual({
      ok: false,
      faults: [
        {
          path: '',
          line: null,
          message: 'Unresolved alias (the anchor must be set before the alias): b',
        },
      ],
    })
  })

  it('is told of aliases that make it endless', () => {
    const levels = Array.from('bcdefghi', (name, index) => {
      const below = String.fromCharCode(name.charCodeAt(0) - 1)
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${below}`).join(',')}] # ${index}`
    })

    expect(pasted(`a: &a [x,x,x]\n${levels.join('\n')}\nmaintenance: *i\n`)).toEqual({
      ok: false,
      faults: [
        {
          path: '',
          line: null,
          message: 'There are too many aliases (*name) in it.',
        },
      ],
    })
  })
})
