import { expect, it } from 'vitest'
import { driftReasons, driftText } from '../../../src/renderer/src/text/drift'
import type { Member } from '../../../src/shared/product'
import { aDrift, aMember, aProduct, aStack } from './fixtures'

const [web, api, extra, other] = [
  aMember('web'),
  aMember('api'),
  aMember('extra'),
  aMember('other'),
]
const known = (member: Member) => aDrift(member, 'in-snapshot')
const appeared = (member: Member) => aDrift(member, 'appeared')

it.each([
  [
    [known(web)],
    'Drift: 1 container runs although it should not: web.',
    ['web was started again after this product was put into maintenance.'],
  ],
  [
    [known(web), known(api), appeared(extra)],
    'Drift: 3 containers run although they should not: web, api and extra.',
    [
      'web and api were started again after this product was put into maintenance.',
      'extra did not exist when the maintenance began, so exiting maintenance won’t start it.',
    ],
  ],
  [
    [appeared(extra), appeared(other)],
    'Drift: 2 containers run although they should not: extra and other.',
    [
      'extra and other did not exist when the maintenance began, so exiting maintenance won’t start them.',
    ],
  ],
])('tells what drifts, and what becomes of it', (drift, text, reasons) => {
  const product = aProduct('shop', { stacks: [aStack('shop', web, api, extra)], drift })

  expect([driftText(product), driftReasons(product)]).toEqual([text, reasons])
})

it('tells a Swarm service from a container', () => {
  const service = {
    ...aMember('queue'),
    swarm: {
      kind: 'service',
      mode: 'replicated',
      replicas: 2,
      constraints: [],
      wanted: 2,
      running: 2,
      ending: 0,
    },
  } as const
  const drift = [known(web), known(service)]
  const product = aProduct('shop', { stacks: [aStack('shop', web, service)], drift })

  expect(driftText(product)).toBe(
    'Drift: 1 container and 1 Swarm service run although they should not: web and queue.',
  )
})
