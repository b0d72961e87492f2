import type { Container, InspectedContainer } from '../../shared/container'
import { isUp } from '../../shared/container'
import type { ContainerId, ProductDeploymentId } from '../../shared/ids'
import { productDeploymentId } from '../../shared/ids'
import type { Tag, UnreadableTag } from '../../shared/maintenance'
import { membersOf } from '../../shared/product'
import type { InspectedMember, Member, ProductDeployment } from '../../shared/product'
import { nothingGrouped, productAround, regrouped } from '../products/group'
import type { Grouping, Products } from '../products/group'
import { isUnreadable } from '../maintenance/state'
import { layered } from './layered'

/** What one engine said last: its containers, and the tags that hang on its host. */
export interface HostWorld {
  readonly containers: ReadonlyMap<ContainerId, Container>
  readonly tags: ReadonlyMap<string, Tag | UnreadableTag>
}

export const emptyWorld: HostWorld = { containers: new Map(), tags: new Map() }

/**
 * What each world was grouped into. One that came of another by a change is grouped by what moved:
 * the products of which nothing did are the same objects.
 */
const groupings = new WeakMap<HostWorld, Grouping>()

function groupingOf(world: HostWorld): Grouping {
  const known = groupings.get(world)
  if (known !== undefined) return known
  const { containers, tags } = world
  const grouping = regrouped(nothingGrouped, containers, containers.keys(), readableIn(tags))
  groupings.set(world, grouping)
  return grouping
}

const readable = new WeakMap<HostWorld['tags'], readonly Tag[]>()

function readableIn(tags: HostWorld['tags']): readonly Tag[] {
  const known = readable.get(tags)
  if (known !== undefined) return known
  const found = [...tags.values()].filter((tag): tag is Tag => !isUnreadable(tag))
  readable.set(tags, found)
  return found
}

const all = new WeakMap<Grouping, Products>()

/**
 * The product deployments of the host, those included of which only a tag is left. An unreadable
 * tag belongs to the product whose id is in its volume's name.
 */
export function productsOf(world: HostWorld): Products {
  const grouping = groupingOf(world)
  const unreadable = [...world.tags.values()].filter(isUnreadable)
  if (unreadable.length === 0) return grouping
  const known = all.get(grouping)
  if (known !== undefined) return known
  const ids = new Set<string>(grouping.products.map(({ id }) => id))
  const orphans = unreadable.filter(({ productDeploymentId: id }) => !ids.has(id)).flatMap(orphanOf)
  const { products, unassigned } = grouping
  const together = { products: [...products, ...orphans], unassigned }
  all.set(grouping, together)
  return together
}

const orphaned = new WeakMap<UnreadableTag, readonly ProductDeployment[]>()

function orphanOf(tag: UnreadableTag): readonly ProductDeployment[] {
  const known = orphaned.get(tag)
  if (known !== undefined) return known
  const id = productDeploymentId.safeParse(tag.productDeploymentId)
  const made = id.success
    ? [{ id: id.data, name: tag.productName ?? id.data, version: null, stacks: [] }]
    : []
  orphaned.set(tag, made)
  return made
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
  moved: Iterable<ContainerId>,
  ...worlds: readonly HostWorld[]
): readonly string[] {
  const touched = new Set<string>()
  for (const world of worlds) {
    if (world.tags.size === 0) continue
    for (const id of moved) {
      const product = productAround(groupingOf(world), id)
      if (product !== null && world.tags.has(product.id)) touched.add(product.id)
    }
  }
  return [...touched]
}

/** With these containers as they are; null: without it. The same world where nothing is another. */
export function withContainers(
  world: HostWorld,
  changed: Iterable<readonly [ContainerId, Container | null]>,
): HostWorld {
  const moved = [...changed].filter(
    ([id, container]) => !sameContainer(world.containers.get(id) ?? null, container),
  )
  if (moved.length === 0) return world
  const containers = layered(world.containers).with(
    moved.map(([id, container]) => [id, container ?? undefined]),
  )
  return following(
    world,
    { ...world, containers },
    moved.map(([id]) => id),
  )
}

/** With these tags in place of all that hung there; one that is as it was is the same object. */
export function withTags(world: HostWorld, listed: Iterable<Tag | UnreadableTag>): HostWorld {
  const tags = new Map(
    [...listed].map((tag): [string, Tag | UnreadableTag] => {
      const known = world.tags.get(tag.productDeploymentId)
      return [tag.productDeploymentId, same(known, tag) ? (known ?? tag) : tag]
    }),
  )
  const isSame =
    tags.size === world.tags.size && [...tags].every(([id, tag]) => world.tags.get(id) === tag)
  return isSame ? world : following(world, { ...world, tags }, [])
}

function following(before: HostWorld, after: HostWorld, moved: readonly ContainerId[]): HostWorld {
  const known = groupings.get(before)
  if (known !== undefined) {
    groupings.set(after, regrouped(known, after.containers, moved, readableIn(after.tags)))
  }
  return after
}

function sameContainer(one: Container | null, other: Container | null): boolean {
  return one === other || (one !== null && other !== null && same(one, other))
}

/** Both were made by the same code, so that their parts are in the same order. */
function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
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
  return withContainers(
    world,
    news.map((container) => [container.id, container]),
  )
}
