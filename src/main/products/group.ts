import type { Container } from '../../shared/container'
import { productDeploymentId, slugOf } from '../../shared/ids'
import type { ContainerId, ProductDeploymentId } from '../../shared/ids'
import type { Snapshot } from '../../shared/maintenance'
import type { ProductDeployment } from '../../shared/product'
import { emptyHomes, homesAfter, membersOfProduct, placeAmong } from './homes'
import type { Homes } from './homes'
import { homeOf, isInPlace } from './place'
import type { Placed } from './place'
import { stacksOf, versionOf, withMember } from './product'
import { idsFor } from './product-ids'
import type { Tagged } from './product-ids'
import { byText, placeIn } from './sorted'

export interface Products {
  /** By name. */
  readonly products: readonly ProductDeployment[]
  /** Containers without a stack and a product, by name. */
  readonly unassigned: readonly Container[]
}

/** What a tag on the host adds: its product exists although no container may be left of it. */
export interface KnownMaintenance extends Tagged {
  readonly productVersion: string | null
  readonly snapshot: Snapshot
}

/** The products, and what it takes to tell what becomes of them when something moves. */
export interface Grouping extends Products {
  readonly homes: Homes
  readonly maintained: readonly KnownMaintenance[]
}

export const nothingGrouped: Grouping = {
  products: [],
  unassigned: [],
  homes: emptyHomes,
  maintained: [],
}

/** The product deployments that a host's containers make up, by their labels. */
export function groupIntoProducts(
  containers: readonly Container[],
  maintained: readonly KnownMaintenance[],
): Products {
  const all = new Map(containers.map((container) => [container.id, container]))
  const { products, unassigned } = regrouped(nothingGrouped, all, all.keys(), maintained)
  return { products, unassigned }
}

/**
 * The grouping after the containers `moved`, or the tags did. What a container does where it is
 * costs as much as its service is large; one that comes, goes or changes places, as much as its
 * stack and its product. A product of which nothing moved is the same object as before.
 */
export function regrouped(
  before: Grouping,
  containers: ReadonlyMap<ContainerId, Container>,
  moved: Iterable<ContainerId>,
  maintained: readonly KnownMaintenance[],
): Grouping {
  const { inPlace, displaced } = sorted(before.homes.containers, containers, moved)
  const { homes, touched } = homesAfter(before.homes, containers, displaced)
  const tags = tagsByName(maintained)
  const retagged =
    maintained === before.maintained ? [] : changedTags(tagsByName(before.maintained), tags)
  const rebuilt = new Set([...touched, ...retagged])
  const products = withRebuilt(before.products, rebuilt, homes, tags)
  const placed = inPlace.flatMap((id) => placeAmong(homes, id) ?? [])
  return {
    homes,
    maintained,
    products: withInPlace(
      retagged.length > 0 || !sameNames(before.products, products)
        ? withIds(products, maintained)
        : products,
      placed.filter(({ product }) => !rebuilt.has(product)),
      tags,
    ),
    unassigned: unassignedAfter(before.unassigned, containers, inPlace, displaced),
  }
}

/** The product that the container is part of. */
export function productAround(
  { homes, products }: Grouping,
  id: ContainerId,
): ProductDeployment | null {
  const placed = placeAmong(homes, id)
  return placed === null ? null : (products[placeIn(products, nameOf, placed.product)] ?? null)
}

function sorted(
  before: ReadonlyMap<ContainerId, Container>,
  after: ReadonlyMap<ContainerId, Container>,
  moved: Iterable<ContainerId>,
): { readonly inPlace: readonly ContainerId[]; readonly displaced: readonly ContainerId[] } {
  const inPlace: ContainerId[] = []
  const displaced: ContainerId[] = []
  for (const id of moved) {
    const [was, is] = [before.get(id), after.get(id)]
    if (was === is) continue
    if (was !== undefined && is !== undefined && isInPlace(was, is)) inPlace.push(id)
    else displaced.push(id)
  }
  return { inPlace, displaced }
}

type Tags = ReadonlyMap<string, KnownMaintenance>

/** The first of a name counts. */
function tagsByName(maintained: readonly KnownMaintenance[]): Tags {
  return new Map(maintained.toReversed().map((tag) => [tag.productName, tag]))
}

function changedTags(before: Tags, after: Tags): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  )
}

/** Null: nothing is left of it, not even a tag. */
function build(
  id: ProductDeploymentId,
  name: string,
  homes: Homes,
  tags: Tags,
): ProductDeployment | null {
  const members = membersOfProduct(homes, name)
  const tag = tags.get(name)
  if (members.length === 0 && tag === undefined) return null
  return {
    id,
    name,
    version: versionOf(members) ?? (members.length === 0 ? (tag?.productVersion ?? null) : null),
    stacks: stacksOf(members, tag?.snapshot),
  }
}

/** A fresh one has its slug for an id until all names are known. */
function withRebuilt(
  before: readonly ProductDeployment[],
  rebuilt: ReadonlySet<string>,
  homes: Homes,
  tags: Tags,
): readonly ProductDeployment[] {
  if (rebuilt.size === 0) return before
  const known = new Set<string>()
  const kept = before.flatMap((product) => {
    if (!rebuilt.has(product.name)) return [product]
    known.add(product.name)
    return build(product.id, product.name, homes, tags) ?? []
  })
  const fresh = [...rebuilt].flatMap((name) => {
    const isKnown = known.has(name)
    return isKnown ? [] : (build(productDeploymentId.parse(slugOf(name)), name, homes, tags) ?? [])
  })
  return fresh.length === 0 ? kept : [...kept, ...fresh].sort(byName)
}

function withIds(
  products: readonly ProductDeployment[],
  maintained: readonly KnownMaintenance[],
): readonly ProductDeployment[] {
  const idOf = idsFor(products.map(nameOf), maintained)
  return products.map((product) => {
    const id = idOf(product.name)
    return id === product.id ? product : { ...product, id }
  })
}

function withInPlace(
  before: readonly ProductDeployment[],
  changed: readonly Placed[],
  tags: Tags,
): readonly ProductDeployment[] {
  if (changed.length === 0) return before
  const products = [...before]
  for (const placed of changed) {
    const index = placeIn(products, nameOf, placed.product)
    const product = products[index]
    if (product === undefined) continue
    products[index] = withMember(product, placed, tags.get(placed.product)?.snapshot)
  }
  return products
}

function unassignedAfter(
  before: readonly Container[],
  containers: ReadonlyMap<ContainerId, Container>,
  inPlace: readonly ContainerId[],
  displaced: readonly ContainerId[],
): readonly Container[] {
  const moved = new Set([...inPlace, ...displaced])
  const homeless = [...moved].flatMap((id) => {
    const container = containers.get(id)
    return container !== undefined && homeOf(container) === null ? [container] : []
  })
  const stayed = before.filter(({ id }) => !moved.has(id))
  if (homeless.length === 0 && stayed.length === before.length) return before
  return [...stayed, ...homeless].sort(byName)
}

function sameNames(
  one: readonly ProductDeployment[],
  other: readonly ProductDeployment[],
): boolean {
  return (
    one === other ||
    (one.length === other.length && one.every(({ name }, index) => other[index]?.name === name))
  )
}

function nameOf({ name }: { readonly name: string }): string {
  return name
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return byText(one.name, other.name)
}
