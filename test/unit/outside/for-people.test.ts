import { describe, expect, it } from 'vitest'
import { connectionForPeople, urlForPeople } from '../../../src/main/outside/for-people'

describe('an address for people', () => {
  it.each([
    ['https://erp.local:8443/state', 'https://erp.local:8443/state'],
    ['${BASE}/state', '${BASE}/state'],
    ['https://${HOST}/state?key=${KEY}', 'https://${HOST}/state?key=${KEY}'],
    ['https://erp.local/state?key=hunter2&b', 'https://erp.local/state?key=***&***'],
    ['https://erp.local/state?key=${KEY}2', 'https://erp.local/state?key=***'],
    ['https://ann:hunter2@erp.local/', 'https://***:***@erp.local/'],
    ['https://ann:p@ss@erp.local/', 'https://***:***@erp.local/'],
    ['postgres://ann:hun/ter2@erp.local/a', 'postgres://***:***@erp.local/a'],
    ['postgres://ann:12#hunter2@erp.local/a', 'postgres://***:***@erp.local/a'],
    ['https://${USER}:${PASSWORD}@erp.local/', 'https://${USER}:${PASSWORD}@erp.local/'],
    ['https://erp.local/state#hunter2', 'https://erp.local/state'],
    ['ann:hunter2@erp.local', '***:***@erp.local'],
  ])('%s is shown as %s', (url, shown) => {
    expect(urlForPeople(url)).toBe(shown)
  })
})

describe('a connection string for people', () => {
  it.each([
    ['postgres://ann:hunter2@db/erp?sslmode=require', 'postgres://***:***@db/erp'],
    ['mysql://${USER}:${PASSWORD}@db:3307/erp', 'mysql://${USER}:${PASSWORD}@db:3307/erp'],
    ['Server=db,1433;Database=erp;User Id=ann;Password=hunter2', 'Server=db,1433;Database=erp'],
    ['Password="a;Server=hunter2";Server=db', 'Server=db'],
    ['Password=hunter2;Data Source = db', 'Data Source = db'],
    ['sqlserver://db:1433;database=erp;user=ann;password=hunter2', 'sqlserver://db:1433'],
    ['${CONNECTION}', '${CONNECTION}'],
    ['hunter2', '***'],
  ])('%s is shown as %s', (connectionString, shown) => {
    expect(connectionForPeople({ connectionString })).toBe(shown)
  })

  it('that a variable holds is shown as that', () => {
    expect(connectionForPeople({ connectionName: 'ERP' })).toBe('${ERP}')
  })
})
