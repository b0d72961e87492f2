import { keyOf } from '../shared/ids'
import type { ProductRef } from '../shared/ids'
import type { ProductView } from '../shared/product'

/** What became of the products: to look at one that is the same object is all that it takes. */
export interface ProductChanges {
  /** Undefined: it is new. In the order of what is. */
  readonly changed: readonly { readonly was: ProductView | undefined; readonly is: ProductView }[]
  readonly removed: readonly ProductView[]
}

export function productsBetween(
  before: readonly ProductView[],
  after: readonly ProductView[],
): ProductChanges {
  if (before === after) return { changed: [], removed: [] }
  if (isSameOrder(before, after)) {
    const changed = after.flatMap((is, index) => {
      const was = before[index]
      return was === is ? [] : [{ was, is }]
    })
    return { changed, removed: [] }
  }
  const same = new Set(before)
  const changed = after.filter((product) => !same.has(product))
  const kept = new Set(after)
  const gone = new Map(
    before.filter((product) => !kept.has(product)).map((each) => [keyOf(refOf(each)), each]),
  )
  const pairs = changed.map((is) => {
    const key = keyOf(refOf(is))
    const was = gone.get(key)
    gone.delete(key)
    return { was, is }
  })
  return { changed: pairs, removed: [...gone.values()] }
}

export function refOf({ environmentId, id }: ProductView): ProductRef {
  return { environmentId, productDeploymentId: id }
}

function isSameOrder(before: readonly ProductView[], after: readonly ProductView[]): boolean {
  return (
    before.length === after.length &&
    after.every((is, index) => {
      const was = before[index]
      return was === is || (was?.id === is.id && was.environmentId === is.environmentId)
    })
  )
}
