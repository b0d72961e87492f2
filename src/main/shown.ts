import type { ApiStatus, KeyStore } from '../shared/api-status'
import type { Environment } from '../shared/environment'
import type { Announcement, Notice, World } from '../shared/ipc'
import type { ProductView, Unassigned } from '../shared/product'
import type { Settings } from '../shared/settings'
import { productsBetween, refOf } from './products-between'

/** What the window is to show, in full. */
export interface Shown {
  readonly environments: readonly Environment[]
  readonly areEnvironmentsChosen: boolean
  readonly products: readonly ProductView[]
  readonly unassigned: World['unassigned']
  readonly notices: readonly Notice[]
  readonly settings: Settings
  readonly historyRevision: number
  readonly api: ApiStatus
  readonly keyStore: KeyStore
}

/** Something that became different; a product is told whole. */
export type Difference =
  | Exclude<Announcement, { readonly name: 'product.changed' }>
  | { readonly name: 'product.changed'; readonly product: ProductView }

/** What became different from one to the other. */
export function differencesBetween(before: Shown, after: Shown): readonly Difference[] {
  const known = new Map(before.environments.map((each) => [each.id, each]))
  const present = new Set(after.environments.map(({ id }) => id))
  return [
    ...after.environments
      .filter((each) => !isSame(known.get(each.id), each))
      .map((environment): Difference => ({ name: 'environment.changed', environment })),
    ...before.environments
      .filter(({ id }) => !present.has(id))
      .map(({ id }): Difference => ({ name: 'environment.removed', environmentId: id })),
    ...arranged(before, after),
    ...changedProducts(before.products, after.products),
    ...changedUnassigned(before.unassigned, after.unassigned),
    ...(isSame(before.notices, after.notices)
      ? []
      : [{ name: 'notices.changed', notices: after.notices } as const]),
    ...(isSame(before.settings, after.settings)
      ? []
      : [{ name: 'settings.changed', settings: after.settings } as const]),
    ...(before.historyRevision === after.historyRevision
      ? []
      : [{ name: 'history.changed', historyRevision: after.historyRevision } as const]),
    ...(isSame(before.api, after.api) ? [] : [{ name: 'api.changed', api: after.api } as const]),
    ...(isSame(before.keyStore, after.keyStore)
      ? []
      : [{ name: 'keyStore.changed', keyStore: after.keyStore } as const]),
  ]
}

/** Where they are in another order than those that stayed and those that came make by themselves. */
function arranged(before: Shown, after: Shown): readonly Difference[] {
  const order = after.environments.map(({ id }) => id)
  const known = before.environments.map(({ id }) => id)
  const byItself = [
    ...known.filter((id) => order.includes(id)),
    ...order.filter((id) => !known.includes(id)),
  ]
  const areChosen = after.areEnvironmentsChosen
  return isSame(order, byItself) && before.areEnvironmentsChosen === areChosen
    ? []
    : [{ name: 'environments.arranged', order, areChosen }]
}

function changedProducts(
  before: readonly ProductView[],
  after: readonly ProductView[],
): readonly Difference[] {
  const { changed, removed } = productsBetween(before, after)
  return [
    ...changed.map(({ is }): Difference => ({ name: 'product.changed', product: is })),
    ...removed.map((product): Difference => ({
      name: 'product.removed',
      product: refOf(product),
    })),
  ]
}

function changedUnassigned(
  before: World['unassigned'],
  after: World['unassigned'],
): readonly Difference[] {
  const environments = Object.keys(after) as (keyof typeof after)[]
  return environments
    .filter((id) => !isSame<readonly Unassigned[] | undefined>(before[id], after[id]))
    .map((environmentId): Difference => {
      return { name: 'unassigned.changed', environmentId, containers: after[environmentId] ?? [] }
    })
}

function isSame<T>(one: T, other: T): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
