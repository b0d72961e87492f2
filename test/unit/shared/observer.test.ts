import { describe, expect, it } from 'vitest'
import { observerConfig } from '../../../src/shared/observer'
import { setterConfig } from '../../../src/shared/setter'

const usual = { pollingInterval: '30s', timeout: '10s', enabled: true }

describe('the configuration of an observer', () => {
  it('takes booleans and numbers for the text that they are', () => {
    const given = { type: 'http', url: 'https://erp.local', maintenanceValue: true, normalValue: 0 }

    expect(observerConfig.parse(given)).toEqual({
      ...usual,
      type: 'http',
      url: 'https://erp.local',
      method: 'GET',
      headers: {},
      maintenanceValue: 'true',
      normalValue: '0',
    })
  })

  it('of a file needs no more than its path', () => {
    expect(observerConfig.parse({ type: 'file', path: '/srv/flag' })).toEqual({
      ...usual,
      type: 'file',
      path: '/srv/flag',
      mode: 'exists',
      maintenanceValue: 'true',
    })
  })

  it.each([
    ['a field that there is not', { type: 'file', path: '/srv/flag', pathh: '' }],
    ['values that are the same', { type: 'file', path: '/f', normalValue: 'TRUE' }],
    ['no connection', { type: 'sqlQuery', query: 'SELECT 1', maintenanceValue: '1' }],
    [
      'two connections',
      {
        type: 'sqlQuery',
        query: 'SELECT 1',
        maintenanceValue: '1',
        connectionString: 'postgres://h/d',
        connectionName: 'DB',
      },
    ],
    ['an interval of nothing', { type: 'file', path: '/srv/flag', pollingInterval: '0s' }],
    [
      'a header whose name is none',
      { type: 'http', url: 'http://h', maintenanceValue: '1', headers: { 'a b': 'c' } },
    ],
  ])('is refused with %s', (_, given) => {
    expect(observerConfig.safeParse(given).success).toBe(false)
  })
})

describe('the configuration of a setter', () => {
  it('needs no more than where to', () => {
    expect(setterConfig.parse({ type: 'webhook', url: 'http://shop/maintenance' })).toEqual({
      type: 'webhook',
      url: 'http://shop/maintenance',
      retries: 2,
      timeout: '10s',
      gracePeriod: '0s',
    })
  })
})
