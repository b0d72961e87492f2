import { describe, expect, it } from 'vitest'
import { filterFrom, isNarrowed, parametersOf } from '../../../src/renderer/src/store/overview'
import type { Filter } from '../../../src/renderer/src/store/overview'
import { createOverview } from '../../../src/renderer/src/store/ranking'
import { newestKnown, unassignedIn } from '../../../src/renderer/src/store/unassigned'
import { troublesOf } from '../../../src/renderer/src/text/attention'
import { summaryText } from '../../../src/renderer/src/text/summary'
import type { ProductView } from '../../../src/shared/product'
import { numbersOf } from '../../../src/shared/product-summary'
import type { ProductSummary } from '../../../src/shared/product-summary'
import {
  aChange,
  aDrift,
  aListed,
  aMember,
  aProduct,
  aStack,
  aStep,
  aWorld,
  byAnna,
  local,
  maintained,
  remote,
} from './fixtures'

const all: Filter = { search: '', environment: null, mode: null, status: null }
const keyOf = ({ environmentId, id }: ProductSummary): string => `${environmentId}/${id}`

/** The names of those in maintenance, and of those in normal operation. */
function listedOf(products: readonly ProductSummary[], filter: Filter) {
  const byKey = new Map(products.map((product) => [keyOf(product), product]))
  const { inMaintenance, normal } = createOverview()(byKey, filter)
  return [inMaintenance, normal].map((keys) => keys.map((key) => byKey.get(key)?.name))
}

describe('the overview', () => {
  const at = (name: string, time: string, over: Partial<ProductView> = {}): ProductSummary =>
    aListed(name, { maintenance: { ...maintained, trigger: { ...byAnna, at: time } }, ...over })
  const products = [
    aListed('shop-10'),
    aListed('shop-9'),
    at('older', '2026-11-20T20:00:00Z'),
    at('newer', '2026-11-22T20:00:00Z'),
    at('drifting', '2026-11-01T20:00:00Z', {
      drift: [aDrift(aMember('web'), 'in-snapshot')],
    }),
  ]

  it('puts what is in maintenance on top: what needs attention, then the newest', () => {
    expect(listedOf(products, all)).toEqual([
      ['drifting', 'newer', 'older'],
      ['shop-9', 'shop-10'],
    ])
  })

  it.each([
    [{ search: 'SHOP 9' }, ['shop-9']],
    [{ search: 'migration' }, ['drifting', 'newer', 'older']],
    [{ search: 'db shop-1' }, ['shop-10']],
    [{ mode: 'Normal' }, ['shop-9', 'shop-10']],
    [{ mode: 'Maintenance', search: 'new' }, ['newer']],
    [{ status: 'Stopped' }, []],
    [{ environment: 'remote' }, []],
  ] as const)('narrowed down by %j shows %j', (narrowed, shown) => {
    expect(listedOf(products, { ...all, ...narrowed }).flat()).toEqual(shown)
  })

  it('says in a line how things are', () => {
    expect([summaryText(products), summaryText([]), summaryText([aListed('shop')])]).toEqual([
      '5 product deployments, 3 in maintenance, 1 needs attention',
      'No product deployments',
      '1 product deployment, none in maintenance',
    ])
  })
})

describe('the filter in the address', () => {
  it('is found again as it was', () => {
    const filter: Filter = {
      search: 'a & b',
      environment: 'local',
      mode: 'Maintenance',
      status: 'PartiallyRunning',
    }

    expect(filterFrom(new URLSearchParams(parametersOf(filter).toString()))).toEqual(filter)
  })

  it('lets all through where the address says nothing that it knows', () => {
    const filter = filterFrom(new URLSearchParams('mode=Off&status=Green'))

    expect([filter, isNarrowed(filter)]).toEqual([all, false])
  })
})

it('counts what counts for the status apart from what does not', () => {
  const stacks = [
    aStack(
      'shop',
      aMember('web'),
      aMember('db', { state: 'exited' }),
      aMember('backup', { role: 'ignored' }),
      aMember('migrate', { role: 'one-shot', state: 'exited' }),
    ),
  ]

  expect(numbersOf({ stacks })).toEqual({
    stacks: 1,
    services: 4,
    counted: 2,
    running: 1,
    ignored: 1,
    oneShots: 1,
  })
})

it('names what needs attention, a sentence each', () => {
  const product = aListed('shop', {
    maintenance: maintained,
    drift: ['web', 'queue'].map((name) => aDrift(aMember(name), 'in-snapshot')),
    change: aChange({
      state: 'incomplete',
      steps: [aStep('stop', 'a', 'failed'), aStep('stop', 'b', 'not-begun')],
    }),
  })

  expect(troublesOf(product)).toEqual([
    'Entering maintenance is incomplete: 1 container failed, 1 not begun.',
    'Drift: 2 containers run although they should not: web and queue.',
  ])
})

it('lists unassigned containers by name, searched by name and image', () => {
  const stray = (name: string) => ({ id: name, name, image: 'busybox', state: 'running' as const })
  const world = aWorld({
    unassigned: { [local]: [stray('b'), stray('a')], [remote]: [stray('c')] },
  })
  const shown = (filter: Filter) =>
    unassignedIn(world, filter).map(({ container }) => container.name)

  expect([
    shown(all),
    shown({ ...all, search: 'busy b' }),
    shown({ ...all, search: 'zzz' }),
    shown({ ...all, mode: 'Normal' }),
  ]).toEqual([['a', 'b'], ['a', 'b'], [], []])
})

it('knows when what is shown of an environment was last true', () => {
  const products = [
    aProduct('a', { asOf: '2026-11-22T20:00:00Z' }),
    aProduct('b', { asOf: '2026-11-22T21:00:00Z' }),
    aProduct('c', { environmentId: remote }),
  ]

  expect([newestKnown(products, local), newestKnown(products, remote)]).toEqual([
    '2026-11-22T21:00:00Z',
    null,
  ])
})
