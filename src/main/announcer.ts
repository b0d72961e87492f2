import { keyOf } from '../shared/ids'
import type { ProductRef } from '../shared/ids'
import type { Announcement } from '../shared/ipc'
import { summaryOf } from '../shared/product-summary'
import { createComparer } from './comparer'
import type { Comparer } from './comparer'
import { followedBetween, productOf } from './followed'
import { refOf } from './products-between'
import { differencesBetween } from './shown'
import type { Difference, Shown } from './shown'

export interface Announcer extends Comparer {
  /** In place of the one that was followed: it is told whole, and then what becomes of it. */
  follow(product: ProductRef | null): void
}

/**
 * Announces to the window, at once, what differs between what was last told and what is to be
 * shown. Containers are told of one product alone: lists need none.
 */
export function createAnnouncer(
  show: () => Shown,
  announce: (news: readonly Announcement[]) => void,
): Announcer {
  let followed: ProductRef | null = null
  const comparer = createComparer(show, (before, after) => {
    if (before === null) return
    const news = differencesBetween(before, after).flatMap((each) => announced(each, before))
    if (news.length > 0) announce(news)
  })

  function announced(difference: Difference, before: Shown): readonly Announcement[] {
    if (difference.name !== 'product.changed') return [difference]
    const { product } = difference
    const ref = refOf(product)
    const changed: Announcement = { name: 'product.changed', product: summaryOf(product) }
    if (followed === null || keyOf(followed) !== keyOf(ref)) return [changed]
    return [changed, followedBetween(productOf(before.products, ref), product)]
  }

  return {
    ...comparer,
    follow: (product) => {
      followed = product
      const found = product === null ? undefined : productOf(comparer.now().products, product)
      if (found !== undefined) announce([{ name: 'followed.told', product: found }])
    },
  }
}
