import { describe, expect, it } from 'vitest'
import { createOverview } from '../../../src/renderer/src/store/ranking'
import type { Filter } from '../../../src/renderer/src/store/overview'
import type { ProductSummary } from '../../../src/shared/product-summary'
import { seeded } from '../../support/world/random'
import { aDrift, aListed, aMember, byAnna, maintained } from './fixtures'

const all: Filter = { search: '', environment: null, mode: null, status: null }

function someProduct(name: string, random: () => number): ProductSummary {
  const at = `2026-11-2${Math.floor(random() * 3)}T20:00:00Z`
  return aListed(name, {
    status: random() < 0.5 ? 'Running' : 'Stopped',
    ...(random() < 0.3 ? { maintenance: { ...maintained, trigger: { ...byAnna, at } } } : {}),
    ...(random() < 0.2 ? { drift: [aDrift(aMember('web'), 'appeared')] } : {}),
  })
}

describe('the order of the overview', () => {
  it.each([1, 2, 3, 4, 5])('is as from scratch, whatever moved (seed %i)', (seed) => {
    const random = seeded(seed)
    const overviewOf = createOverview()
    let products: ReadonlyMap<string, ProductSummary> = new Map()
    for (let step = 0; step < 200; step++) {
      const next = new Map(products)
      for (let moves = random() * 4; moves > 0; moves--) {
        const name = `shop-${Math.floor(random() * 30)}`
        if (random() < 0.2) next.delete(`local/${name}`)
        else next.set(`local/${name}`, someProduct(name, random))
      }
      products = next
      const filter: Filter = random() < 0.5 ? all : { ...all, status: 'Running', search: 'shop-1' }

      expect(overviewOf(products, filter)).toEqual(createOverview()(products, filter))
    }
  })

  it('is the same object when what changed stays in its place', () => {
    const overviewOf = createOverview()
    const names = Array.from({ length: 1000 }, (_, index) => `shop-${index}`)
    const products = new Map(names.map((name) => [`local/${name}`, aListed(name)]))
    const before = overviewOf(products, all)

    const changed = new Map(products).set(
      'local/shop-7',
      aListed('shop-7', { status: 'PartiallyRunning' }),
    )

    expect(overviewOf(changed, { ...all })).toBe(before)
  })
})
