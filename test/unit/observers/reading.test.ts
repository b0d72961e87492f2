import { describe, expect, it } from 'vitest'
import { readingOf } from '../../../src/main/observers/reading'

const both = { maintenanceValue: 'On', normalValue: 'off' }
const one = { maintenanceValue: 'true', normalValue: undefined }

describe('a value', () => {
  it.each([
    ['ON', both, { says: 'maintenance', value: 'ON' }],
    [' off\r\n', both, { says: 'normal', value: 'off' }],
    ['True', one, { says: 'maintenance', value: 'True' }],
    ['whatever', one, { says: 'normal', value: 'whatever' }],
    ['maybe', both, nothing({ code: 'value-unexpected', value: 'maybe' })],
    ['', one, nothing({ code: 'value-missing', detail: 'It is empty.' })],
    [
      ' \n',
      { maintenanceValue: '', normalValue: ' ' },
      nothing({ code: 'value-missing', detail: 'It is empty.' }),
    ],
    ['x'.repeat(201), one, { says: 'normal', value: `${'x'.repeat(200)}…` }],
  ])('%j, for %j', (text, compared, reading) => {
    expect(readingOf(text, compared)).toEqual(reading)
  })
})

function nothing(problem: unknown): unknown {
  return { says: 'nothing', problem }
}
