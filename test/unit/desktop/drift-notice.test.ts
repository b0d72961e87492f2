import { expect, it } from 'vitest'
import { driftNotice } from '../../../src/main/desktop/drift-notice'
import type { DriftStart } from '../../../src/main/maintenance/drift'
import { idOf } from '../../support/world/containers'

function drifting(name: string, kind: DriftStart['kind'] = 'in-snapshot'): DriftStart {
  return { container: idOf(name), name, kind, startedAt: '2026-11-22T20:00:00Z' }
}

it.each([
  [[drifting('web')], 'Shop: web runs again'],
  [[drifting('web'), drifting('api')], 'Shop: web and api run again'],
  [['web', 'api', 'db'].map((name) => drifting(name)), 'Shop: 3 containers run again'],
  [[drifting('extra', 'appeared')], 'Shop: extra runs, which did not exist before'],
  [
    [drifting('web'), drifting('extra', 'appeared')],
    'Shop: web runs again; extra runs, which did not exist before',
  ],
])('names the product and what runs', (drift, title) => {
  expect([driftNotice('Shop', drift, false), driftNotice('Shop', drift, true)]).toEqual([
    {
      title,
      body: '… although the product is in maintenance. Click to look at it and to stop it again.',
    },
    { title, body: '… although the product is in maintenance. Tagout stops it again.' },
  ])
})
