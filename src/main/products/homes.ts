import type { Container } from '../../shared/container'
import type { ContainerId } from '../../shared/ids'
import { homeOf, placeOf, productOfHome } from './place'
import type { Placed } from './place'

interface Home {
  readonly ids: ReadonlySet<ContainerId>
  /** What those are part of that name no product themselves. */
  readonly product: string | null
  /** The names of all products that its containers are part of. */
  readonly products: ReadonlySet<string>
}

/** All containers that are placed, by where they say that they belong. */
export interface Homes {
  readonly containers: ReadonlyMap<ContainerId, Container>
  readonly byKey: ReadonlyMap<string, Home>
  /** The homes of each product, by its name. */
  readonly ofProduct: ReadonlyMap<string, ReadonlySet<string>>
}

export const emptyHomes: Homes = {
  containers: new Map(),
  byKey: new Map(),
  ofProduct: new Map(),
}

/** Null: it is not there, or belongs nowhere. */
export function placeAmong({ containers, byKey }: Homes, id: ContainerId): Placed | null {
  const container = containers.get(id)
  const key = container && homeOf(container)
  if (container === undefined || key === undefined || key === null) return null
  return placeOf(container, byKey.get(key)?.product ?? null)
}

export function membersOfProduct(homes: Homes, name: string): readonly Placed[] {
  return [...(homes.ofProduct.get(name) ?? [])].flatMap((key) =>
    [...(homes.byKey.get(key)?.ids ?? [])].flatMap((id) => {
      const placed = placeAmong(homes, id)
      return placed?.product === name ? [placed] : []
    }),
  )
}

/** What was displaced came, went, or belongs elsewhere. `touched`: the products that lost or got any. */
export function homesAfter(
  before: Homes,
  containers: ReadonlyMap<ContainerId, Container>,
  displaced: readonly ContainerId[],
): { readonly homes: Homes; readonly touched: ReadonlySet<string> } {
  if (displaced.length === 0) return { homes: { ...before, containers }, touched: new Set() }
  const byKey = new Map(before.byKey)
  const ofProduct = new Map(before.ofProduct)
  const touched = new Set<string>()
  for (const [key, ids] of residents(before, containers, displaced)) {
    const former = before.byKey.get(key)?.products ?? new Set<string>()
    const home = homeFrom(ids, containers)
    if (home === null) byKey.delete(key)
    else byKey.set(key, home)
    const names = home?.products ?? new Set<string>()
    for (const name of former) {
      touched.add(name)
      if (!names.has(name)) change(ofProduct, name, (homes) => homes.delete(key))
    }
    for (const name of names) {
      touched.add(name)
      if (!former.has(name)) change(ofProduct, name, (homes) => homes.add(key))
    }
  }
  return { homes: { containers, byKey, ofProduct }, touched }
}

/** Of each home that one of them left or came to, all that live there then. */
function residents(
  before: Homes,
  containers: ReadonlyMap<ContainerId, Container>,
  displaced: readonly ContainerId[],
): ReadonlyMap<string, Set<ContainerId>> {
  const homes = new Map<string, Set<ContainerId>>()
  const at = (container: Container | undefined): Set<ContainerId> | null => {
    const key = container && homeOf(container)
    if (key === undefined || key === null) return null
    const ids = homes.get(key) ?? new Set(before.byKey.get(key)?.ids)
    homes.set(key, ids)
    return ids
  }
  for (const id of displaced) {
    at(before.containers.get(id))?.delete(id)
    at(containers.get(id))?.add(id)
  }
  return homes
}

function homeFrom(
  ids: ReadonlySet<ContainerId>,
  containers: ReadonlyMap<ContainerId, Container>,
): Home | null {
  if (ids.size === 0) return null
  const all = [...ids].flatMap((id) => containers.get(id) ?? [])
  const product = productOfHome(all)
  const names = all.flatMap((container) => placeOf(container, product)?.product ?? [])
  return { ids, product, products: new Set(names) }
}

function change(
  sets: Map<string, ReadonlySet<string>>,
  name: string,
  how: (homes: Set<string>) => void,
): void {
  const homes = new Set(sets.get(name))
  how(homes)
  if (homes.size === 0) sets.delete(name)
  else sets.set(name, homes)
}
