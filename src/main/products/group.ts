import type { Container } from '../../shared/container'
import { productDeploymentId, shortHash, slugOf } from '../../shared/ids'
import type { ContainerId, ProductDeploymentId } from '../../shared/ids'
import type { Snapshot, SnapshotEntry } from '../../shared/maintenance'
import type { Member, ProductDeployment, Role, Stack } from '../../shared/product'
import { dependenciesOf, imageVersionOf, isIgnored, isLabelledOneShot, labelOf } from './labels'

export interface Products {
  /** By name. */
  readonly products: readonly ProductDeployment[]
  /** Containers without a stack and a product. */
  readonly unassigned: readonly Container[]
}

/** What a tag on the host adds: its product exists although no container may be left of it. */
export interface KnownMaintenance {
  readonly productDeploymentId: ProductDeploymentId
  readonly productName: string
  readonly productVersion: string | null
  readonly snapshot: Snapshot
}

/**
 * The product deployments that a host's containers make up, by their labels. Products of the same
 * slug are told apart by a hash of their names, so that an id is the same on every desktop.
 */
export function groupIntoProducts(
  containers: readonly Container[],
  maintained: readonly KnownMaintenance[],
): Products {
  const { placed, unassigned } = place(containers)
  const byName = grouped(placed, ({ product }) => product)
  const namesWithTag = maintained.map(({ productName }) => productName)
  const names = [...new Set([...byName.keys(), ...namesWithTag])].sort(byText)
  const idOf = idsFor(names, maintained)
  const products = names.map((name): ProductDeployment => {
    const tag = maintained.find(({ productName }) => productName === name)
    const members = byName.get(name) ?? []
    return {
      id: idOf(name),
      name,
      version: versionOf(members) ?? (members.length === 0 ? (tag?.productVersion ?? null) : null),
      stacks: stacksOf(members, before(tag?.snapshot)),
    }
  })
  return { products, unassigned }
}

/** What a container was at entry; a recreated one, what was in its place. */
type Before = (id: ContainerId, place: string) => SnapshotEntry | undefined

function before(snapshot: Snapshot | undefined): Before {
  const entries = snapshot?.containers ?? []
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const byPlace = new Map(
    entries.map((entry) => [placeOf(entry.stack, entry.service, entry.replica), entry]),
  )
  return (id, place) => byId.get(id) ?? byPlace.get(place)
}

function placeOf(stack: string, service: string, replica: number): string {
  return JSON.stringify([stack, service, replica])
}

interface Placed {
  readonly container: Container
  readonly product: string
  readonly stack: string
  readonly service: string
}

/** A stack whose containers name one product belongs to it whole, also where the label is missing. */
function place(containers: readonly Container[]): {
  placed: readonly Placed[]
  unassigned: readonly Container[]
} {
  const productOfStack = new Map<string, Set<string>>()
  for (const { labels } of containers) {
    const stack = labelOf(labels, 'stack')
    const product = labelOf(labels, 'product')
    if (stack === null || product === null) continue
    productOfStack.set(stack, (productOfStack.get(stack) ?? new Set()).add(product))
  }
  const placed: Placed[] = []
  const unassigned: Container[] = []
  for (const container of containers) {
    const stack = labelOf(container.labels, 'stack')
    const named = stack === null ? undefined : productOfStack.get(stack)
    const only = named?.size === 1 ? [...named][0] : undefined
    const product = labelOf(container.labels, 'product') ?? only ?? stack
    if (product === null) unassigned.push(container)
    else
      placed.push({
        container,
        product,
        stack: stack ?? product,
        service: labelOf(container.labels, 'service') ?? container.name,
      })
  }
  return { placed, unassigned: unassigned.sort((one, other) => byText(one.name, other.name)) }
}

/** A product in maintenance keeps the id of its tag, whatever else came to the host since. */
function idsFor(
  names: readonly string[],
  maintained: readonly KnownMaintenance[],
): (name: string) => ProductDeploymentId {
  const bySlug = grouped(names, slugOf)
  const tagged = new Map(maintained.map((tag) => [tag.productName, tag.productDeploymentId]))
  const taken = new Set<string>(tagged.values())
  return (name) => {
    const ofTag = tagged.get(name)
    if (ofTag !== undefined) return ofTag
    const slug = slugOf(name)
    const shared = (bySlug.get(slug)?.length ?? 0) > 1 && name !== slug
    return productDeploymentId.parse(
      shared || taken.has(slug) ? `${slug}-${shortHash(name)}` : slug,
    )
  }
}

/** By Tagout's label where those who carry it agree; else the images', when all agree. */
function versionOf(members: readonly Placed[]): string | null {
  const labels = members.map(({ container }) => container.labels)
  const own = new Set(labels.map((each) => labelOf(each, 'version')))
  own.delete(null)
  if (own.size > 0) return own.size === 1 ? ([...own][0] ?? null) : null
  const images = new Set(
    members
      .filter(({ container }) => container.swarm?.kind !== 'service')
      .map(({ container }) => imageVersionOf(container.labels)),
  )
  return images.size === 1 ? ([...images][0] ?? null) : null
}

function stacksOf(members: readonly Placed[], before: Before): readonly Stack[] {
  return sortedGroups(members, ({ stack }) => stack).map(([name, inStack]) => ({
    name,
    services: sortedGroups(inStack, ({ service }) => service).map(([service, inService]) => ({
      name: service,
      containers: replicas(inService).map(([placed, replica]) => memberOf(placed, replica, before)),
    })),
  }))
}

/** By their number, where they carry one; else numbered by name. */
function replicas(members: readonly Placed[]): readonly (readonly [Placed, number])[] {
  return [...members]
    .sort((one, other) => byText(one.container.name, other.container.name))
    .map((placed, index): [Placed, number] => {
      const number = Number(labelOf(placed.container.labels, 'replica'))
      return [placed, Number.isInteger(number) && number > 0 ? number : index + 1]
    })
    .sort(([, one], [, other]) => one - other)
}

function memberOf(placed: Placed, replica: number, before: Before): Member {
  const { stack, service } = placed
  const { labels, ...container } = placed.container
  return {
    ...container,
    stack,
    service,
    replica,
    role: roleOf(placed.container, before(container.id, placeOf(stack, service, replica))),
    dependsOn: dependenciesOf(labels),
  }
}

/**
 * An exited container that nothing would restart is a one-shot. In maintenance every container has
 * exited and is held from restarting, so there the snapshot says what it was.
 */
function roleOf(container: Container, entry: SnapshotEntry | undefined): Role {
  const service = container.swarm?.kind === 'service' ? container.swarm : null
  if (isIgnored(container.labels) || service?.mode === 'job') return 'ignored'
  if (isLabelledOneShot(container.labels)) return 'one-shot'
  if (service !== null || (entry !== undefined && entry.was !== 'stopped')) return 'member'
  const policy = entry?.restartPolicy ?? container.details?.restartPolicy
  return container.state === 'exited' && policy?.name === 'no' ? 'one-shot' : 'member'
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const group = groups.get(keyOf(each))
    if (group === undefined) groups.set(keyOf(each), [each])
    else group.push(each)
  }
  return groups
}

function sortedGroups<T>(
  all: readonly T[],
  keyOf: (each: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  return [...grouped(all, keyOf)].sort(([one], [other]) => byText(one, other))
}

/** By code units: the same on every desktop, whatever its language. */
function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
