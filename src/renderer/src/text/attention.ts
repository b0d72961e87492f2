import type { ProductView } from '../../../shared/product'
import { totalsOf, containersOf } from '../store/progress'
import { driftText } from './drift'
import { problemText, shortfallText } from './problem'

/** What of a product needs a person's eye, a sentence each. */
export function troublesOf(product: ProductView): readonly string[] {
  const { maintenance, drift, change } = product
  return [
    ...(maintenance.mode === 'Unreadable'
      ? [`The tag ${maintenance.volume} on the host can’t be read by this Tagout.`]
      : []),
    ...(change?.state === 'incomplete' ? [incompleteText(change)] : []),
    ...(drift.length === 0 ? [] : [driftText(product)]),
  ]
}

/** `Entering is incomplete: 2 containers failed, 1 not begun.` */
export function incompleteText({ to, steps, problem }: NonNullable<ProductView['change']>): string {
  const which = to === 'Maintenance' ? 'Entering maintenance' : 'Exiting maintenance'
  const { failed, notBegun } = totalsOf(containersOf(steps))
  const shortfall = shortfallText(failed, notBegun)
  const why = shortfall === '' && problem !== null ? problemText(problem).what : `${shortfall}.`
  return why === '.' ? `${which} is incomplete.` : `${which} is incomplete: ${why}`
}
