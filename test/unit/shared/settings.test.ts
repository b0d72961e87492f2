import { describe, expect, it } from 'vitest'
import { environmentId, productDeploymentId } from '../../../src/shared/ids'
import type { ProductRef } from '../../../src/shared/ids'
import { settingsChange, withChange } from '../../../src/shared/settings'
import type { Settings } from '../../../src/shared/settings'
import { usualSettings } from '../../support/settings'

const [shop, wiki] = [aRef('shop'), aRef('wiki')]
const before: Settings = {
  ...usualSettings,
  theme: 'dark',
  notifications: { drift: true, observer: true, change: true },
  stopDriftAgain: [shop],
}

function aRef(id: string): ProductRef {
  return {
    environmentId: environmentId.parse('default'),
    productDeploymentId: productDeploymentId.parse(id),
  }
}

describe('a change of the settings', () => {
  it.each([
    ['nothing', {}, {}],
    ['the theme', { theme: 'light' }, { theme: 'light' }],
    [
      'a notification',
      { notifications: { drift: false } },
      { notifications: { drift: false, observer: true, change: true } },
    ],
    ['that the API is on', { api: { on: true } }, { api: { on: true, port: 7457 } }],
    ['where the API listens', { api: { port: 8080 } }, { api: { on: false, port: 8080 } }],
    [
      'a product more',
      { stopDriftAgain: { product: wiki, on: true } },
      { stopDriftAgain: [shop, wiki] },
    ],
    ['how long the history is kept', { historyDays: null }, { historyDays: null }],
    ['the same product', { stopDriftAgain: { product: shop, on: true } }, {}],
    ['a product less', { stopDriftAgain: { product: shop, on: false } }, { stopDriftAgain: [] }],
  ])('of %s leaves all else', (_, change, different) => {
    expect(withChange(before, settingsChange.parse(change))).toEqual({ ...before, ...different })
  })
})
