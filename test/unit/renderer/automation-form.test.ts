import { describe, expect, it } from 'vitest'
import { observerDraftOf, observerForm } from '../../../src/renderer/src/store/observer-form'
import type { ObserverDraft } from '../../../src/renderer/src/store/observer-form'
import { setterDraftOf, setterForm } from '../../../src/renderer/src/store/setter-form'
import type { SetterDraft } from '../../../src/renderer/src/store/setter-form'
import { variableForm } from '../../../src/renderer/src/store/variable-form'
import { variableRows } from '../../../src/renderer/src/store/variables'
import { observerConfig } from '../../../src/shared/observer'
import { setterConfig } from '../../../src/shared/setter'

const observers: readonly unknown[] = [
  { type: 'http', url: 'https://erp.local', maintenanceValue: 'true' },
  {
    type: 'http',
    url: '${BASE}/mode',
    method: 'POST',
    headers: { 'X-Api-Key': '${ERP_KEY}', Accept: 'application/json' },
    jsonPath: '$.mode',
    caFile: '/etc/ca.pem',
    maintenanceValue: 'on',
    normalValue: 'off',
    pollingInterval: '5m',
    timeout: '500ms',
    enabled: false,
  },
  { type: 'file', path: '/srv/flag' },
  { type: 'file', path: '/srv/flag', maintenanceValue: 'false' },
  {
    type: 'file',
    path: '/srv/state',
    mode: 'content',
    contentPattern: 'mode=(\\w+)',
    maintenanceValue: 'on',
  },
  {
    type: 'sqlQuery',
    connectionName: 'ERP_DB',
    query: 'SELECT 1',
    maintenanceValue: '1',
    normalValue: '0',
  },
  {
    type: 'sqlExtendedProperty',
    connectionString: 'Server=db;Database=erp',
    propertyName: 'Mode',
    maintenanceValue: '1',
  },
]

const setters: readonly unknown[] = [
  { type: 'webhook', url: 'https://shop.local/hook' },
  {
    type: 'webhook',
    url: '${BASE}/hook',
    secret: '${SECRET}',
    caFile: '/etc/ca.pem',
    retries: 0,
    timeout: '1s',
    gracePeriod: '15s',
  },
  { type: 'sqlExtendedProperty', connectionName: 'DB', propertyName: 'Mode', normalValue: 'off' },
]

function observerFaults(over: Partial<ObserverDraft>): Readonly<Record<string, string>> {
  const { error } = observerForm.safeParse({ ...observerDraftOf(null), ...over })
  return Object.fromEntries(
    (error?.issues ?? []).map((each) => [each.path.join('.'), each.message]),
  )
}

function setterFaults(over: Partial<SetterDraft>): Readonly<Record<string, string>> {
  const { error } = setterForm.safeParse({ ...setterDraftOf(null), ...over })
  return Object.fromEntries(
    (error?.issues ?? []).map((each) => [each.path.join('.'), each.message]),
  )
}

describe('the form of an observer', () => {
  it.each(observers.map((given) => [given]))('gives back what it was filled with: %j', (given) => {
    const config = observerConfig.parse(given)

    expect(observerForm.parse(observerDraftOf(config))).toEqual(config)
  })

  it('gives none for none', () => {
    expect(observerForm.parse(observerDraftOf(null))).toBe(null)
  })

  it.each<[Partial<ObserverDraft>, Readonly<Record<string, string>>]>([
    [
      { type: 'http' },
      { url: 'Enter the address.', maintenanceValue: 'Enter the value that means maintenance.' },
    ],
    [
      {
        type: 'http',
        url: 'https://erp.local',
        maintenanceValue: 'on',
        pollingInterval: '100ms',
        timeout: 'soon',
      },
      {
        pollingInterval: 'Enter a number with its unit, from 1s to 24h: 30s, 5m or 1h.',
        timeout: 'Enter a number with its unit, from 100ms to 5m: 500ms, 10s or 1m.',
      },
    ],
    [
      {
        type: 'http',
        url: 'https://erp.local',
        maintenanceValue: 'on',
        headers: [
          { id: '1', name: 'X Key', value: '1' },
          { id: '2', name: 'Accept', value: '1' },
          { id: '3', name: 'accept', value: '2' },
          { id: '4', name: '', value: '' },
        ],
      },
      {
        'headers.0.name':
          'Enter the name of an HTTP header: letters, digits and -, without blanks.',
        'headers.2.name': 'There is a header of that name already.',
      },
    ],
    [
      { type: 'http', url: 'https://erp.local', maintenanceValue: 'ON', normalValue: 'on' },
      { normalValue: 'Enter another value than the one that means maintenance.' },
    ],
    [{ type: 'file' }, { path: 'Enter the path of the file.' }],
    [
      { type: 'sqlQuery', connection: 'connectionName', maintenanceValue: '1' },
      { connectionName: 'Enter the name of the variable.', query: 'Enter the query.' },
    ],
    [
      { type: 'sqlExtendedProperty', maintenanceValue: '1', propertyName: 'x'.repeat(129) },
      {
        connectionString: 'Enter the connection string.',
        propertyName: 'Enter at most 128 characters.',
      },
    ],
  ])('names what is wrong with %j at its field', (over, faults) => {
    expect(observerFaults(over)).toEqual(faults)
  })
})

describe('the form of a setter', () => {
  it.each(setters.map((given) => [given]))('gives back what it was filled with: %j', (given) => {
    const config = setterConfig.parse(given)

    expect(setterForm.parse(setterDraftOf(config))).toEqual(config)
  })

  it.each<[Partial<SetterDraft>, Readonly<Record<string, string>>]>([
    [
      { type: 'webhook', retries: '', gracePeriod: '2d' },
      {
        url: 'Enter the address.',
        retries: 'Enter a whole number from 0 to 10.',
        gracePeriod: 'Enter a number with its unit, from 0s to 24h: 15s, 5m or 1h.',
      },
    ],
    [
      { type: 'sqlExtendedProperty', connection: 'connectionName' },
      {
        connectionName: 'Enter the name of the variable.',
        propertyName: 'Enter the name of the property.',
      },
    ],
  ])('names what is wrong with %j at its field', (over, faults) => {
    expect(setterFaults(over)).toEqual(faults)
  })
})

describe('the variables of a form', () => {
  const base = { name: 'BASE', secret: false, value: 'https://erp', isReadable: true }
  const old = { ...base, name: 'OLD' }

  it('are those of the product and those that it names, with who names them', () => {
    const observer = { url: '${BASE}/$${LITERAL}', headers: { key: '${ KEY }' } }
    const setter = { connectionName: 'DB', url: '${BASE}' }

    expect(variableRows([old, base], observer, setter)).toEqual([
      { name: 'BASE', variable: base, usedBy: ['observer', 'setter'] },
      { name: 'DB', variable: null, usedBy: ['setter'] },
      { name: 'KEY', variable: null, usedBy: ['observer'] },
      { name: 'OLD', variable: old, usedBy: [] },
    ])
  })

  it.each([
    [{ name: 'KEY', value: 'x', secret: true }, {}],
    [
      { name: '1KEY', value: '', secret: true },
      {
        name: 'Enter letters, digits and _, with no digit at the beginning.',
        value: 'Enter the value.',
      },
    ],
    [
      { name: 'OLD', value: 'x', secret: true },
      { name: 'There is a variable of that name already.' },
    ],
  ])('are taken as %j with the faults %j', (draft, faults) => {
    const { error } = variableForm(['OLD']).safeParse(draft)

    expect(
      Object.fromEntries((error?.issues ?? []).map((each) => [each.path.join('.'), each.message])),
    ).toEqual(faults)
  })
})
