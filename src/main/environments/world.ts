import type { Container, InspectedContainer } from '../../shared/container'
import { isUp } from '../../shared/container'
import type { ContainerId, ProductDeploymentId } from '../../shared/ids'
import { productDeploymentId } from '../../shared/ids'
import type { Tag, UnreadableTag } from '../../shared/maintenance'
import { membersOf } from '../../shared/product'
import type { InspectedMember, Member, ProductDeployment } from '../../shared/product'
import { groupIntoProducts } from '../products/group'
import type { Products } from '../products/group'
import { isUnreadable } from '../maintenance/state'

/** What one engine said last: its containers, and the tags that hang on its host. */
export interface HostWorld {
  readonly containers: ReadonlyMap<ContainerId, Container>
  readonly tags: ReadonlyMap<string, Tag | UnreadableTag>
}

export const emptyWorld: HostWorld = { containers: new Map(), tags: new Map() }

const grouped = new WeakMap<HostWorld, Products>()

/**
 * The product deployments of the host, those included of which only a tag is left. An unreadable
 * tag belongs to the product whose id is in its volume's name. A world that does not change is
 * grouped once.
 */
export function productsOf(world: HostWorld): Products {
  const known = grouped.get(world)
  if (known !== undefined) return known
  const products = groupedFrom(world)
  grouped.set(world, products)
  return products
}

function groupedFrom({ containers, tags }: HostWorld): Products {
  const all = [...tags.values()]
  const readable = all.filter((tag): tag is Tag => !isUnreadable(tag))
  const { products, unassigned } = groupIntoProducts([...containers.values()], readable)
  const known = new Set<string>(products.map(({ id }) => id))
  const orphans = all.filter(isUnreadable).flatMap((tag): ProductDeployment[] => {
    const id = productDeploymentId.safeParse(tag.productDeploymentId)
    if (!id.success || known.has(id.data)) return []
    return [{ id: id.data, name: tag.productName ?? id.data, version: null, stacks: [] }]
  })
  return { products: [...products, ...orphans], unassigned }
}

/** It is a manager's, of a swarm that has any. */
export function hasServices({ containers }: HostWorld): boolean {
  return [...containers.values()].some(({ swarm }) => swarm?.kind === 'service')
}

/**
 * What the list alone doesn't tell and the world needs: the restart policy of what doesn't run (is
 * it a one-shot?), and when each container of a product in maintenance was started.
 */
export function needInspection(world: HostWorld): readonly ContainerId[] {
  const needed = new Set<ContainerId>()
  for (const { id, state, details } of world.containers.values()) {
    if (details === null && !isUp(state)) needed.add(id)
  }
  for (const product of productsOf(world).products) {
    if (!world.tags.has(product.id)) continue
    for (const { id, details } of membersOf(product)) if (details === null) needed.add(id)
  }
  return [...needed]
}

/** The products with a tag that any of the containers is part of, in any of the worlds. */
export function taggedProductsWith(
  moved: ReadonlySet<ContainerId>,
  ...worlds: readonly HostWorld[]
): readonly string[] {
  const touched = worlds.flatMap((world) => {
    const products = taggedProductsIn(world)
    return [...moved].flatMap((id) => products.get(id) ?? [])
  })
  return [...new Set(touched)]
}

type ProductIds = ReadonlyMap<ContainerId, readonly string[]>
const tagged = new WeakMap<HostWorld, ProductIds>()

/** By container, the products with a tag that it is part of. */
function taggedProductsIn(world: HostWorld): ProductIds {
  const known = tagged.get(world)
  if (known !== undefined) return known
  const products = new Map<ContainerId, readonly string[]>()
  for (const product of productsOf(world).products) {
    if (!world.tags.has(product.id)) continue
    for (const { id } of membersOf(product)) {
      products.set(id, [...(products.get(id) ?? []), product.id])
    }
  }
  tagged.set(world, products)
  return products
}

/**
 * With the container as it was just inspected; null: without it. While its labels stay as they are
 * it is part of the same products, so that nothing has to be grouped to know which.
 */
export function withContainer(
  world: HostWorld,
  id: ContainerId,
  container: InspectedContainer | null,
): HostWorld {
  const containers = new Map(world.containers)
  if (container === null) containers.delete(id)
  else containers.set(id, container)
  const next = { ...world, containers }
  const before = world.containers.get(id)
  const known = tagged.get(world)
  const isInPlace =
    before !== undefined &&
    container !== null &&
    before.name === container.name &&
    JSON.stringify(before.labels) === JSON.stringify(container.labels)
  if (known !== undefined && isInPlace) tagged.set(next, known)
  return next
}

export function productOf(world: HostWorld, id: ProductDeploymentId): ProductDeployment | null {
  return productsOf(world).products.find((product) => product.id === id) ?? null
}

export function inspectedOf(product: ProductDeployment): readonly InspectedMember[] {
  return membersOf(product).filter(
    (member: Member): member is InspectedMember => member.details !== null,
  )
}

/**
 * With the details of containers that were only listed so far. What was inspected since then is
 * newer, perhaps, and stays.
 */
export function withDetails(world: HostWorld, inspected: readonly InspectedContainer[]): HostWorld {
  const news = inspected.filter(({ id }) => world.containers.get(id)?.details === null)
  if (news.length === 0) return world
  const containers = new Map(world.containers)
  for (const container of news) containers.set(container.id, container)
  return { ...world, containers }
}
