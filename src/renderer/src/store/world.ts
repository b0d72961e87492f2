import type { EnvironmentId, ProductRef } from '../../../shared/ids'
import { keyOf } from '../../../shared/ids'
import type { Announcement, World } from '../../../shared/ipc'
import type { Environment } from '../../../shared/environment'
import type { ProductShown, ProductView } from '../../../shared/product'
import type { ProductSummary } from '../../../shared/product-summary'
import { unreachable } from '../../../shared/result'

type Placed = Pick<ProductShown, 'environmentId' | 'id'>

/** The world as main told it, with each product found by its key. */
export interface MirroredWorld extends Omit<World, 'products'> {
  readonly products: ReadonlyMap<string, ProductSummary>
  /** The one that is followed, with its containers; null until main has told it. */
  readonly followed: ProductView | null
}

export function mirrored(world: World): MirroredWorld {
  const products = new Map(world.products.map((product) => [keyIn(product), product]))
  return { ...world, products, followed: null }
}

/** The world after what was announced: what that names is replaced, everything else stays the same. */
export function applied(world: MirroredWorld, news: readonly Announcement[]): MirroredWorld {
  const next = news.reduce(withNews, world)
  const products = withProducts(next.products, news)
  return products === next.products ? next : { ...next, products }
}

/** However many are told at once, the others are gone through once. */
function withProducts(
  before: MirroredWorld['products'],
  news: readonly Announcement[],
): MirroredWorld['products'] {
  const products = new Map(before)
  let isSame = true
  for (const each of news) {
    if (each.name === 'product.changed') products.set(keyIn(each.product), each.product)
    else if (each.name === 'product.removed') products.delete(keyOf(each.product))
    else if (each.name === 'environment.removed') {
      // Main announces the environment only; what was deployed there goes with it.
      for (const [key, { environmentId }] of products) {
        if (environmentId === each.environmentId) products.delete(key)
      }
    } else continue
    isSame = false
  }
  return isSame ? before : products
}

function withNews(world: MirroredWorld, announcement: Announcement): MirroredWorld {
  switch (announcement.name) {
    case 'environment.changed':
      return { ...world, environments: replaced(world.environments, announcement.environment) }
    case 'environment.removed':
      return without(world, announcement.environmentId)
    case 'environments.arranged':
      return {
        ...world,
        environments: arranged(world.environments, announcement.order),
        areEnvironmentsChosen: announcement.areChosen,
      }
    case 'followed.told':
      return { ...world, followed: announcement.product }
    case 'followed.changed':
      return { ...world, followed: withMembers(world.followed, announcement) }
    case 'unassigned.changed':
      return {
        ...world,
        unassigned: { ...world.unassigned, [announcement.environmentId]: announcement.containers },
      }
    case 'notices.changed':
      return { ...world, notices: announcement.notices }
    case 'settings.changed':
      return { ...world, settings: announcement.settings }
    case 'history.changed':
      return { ...world, historyRevision: announcement.historyRevision }
    case 'api.changed':
      return { ...world, api: announcement.api }
    case 'keyStore.changed':
      return { ...world, keyStore: announcement.keyStore }
    case 'product.changed':
    case 'product.removed':
    case 'product.chosen':
      return world
    default:
      return unreachable(announcement)
  }
}

/** Of one that is followed no longer nothing is to be known. */
function withMembers(
  followed: ProductView | null,
  { product, members }: Extract<Announcement, { readonly name: 'followed.changed' }>,
): ProductView | null {
  if (followed === null || keyIn(followed) !== keyIn(product)) return followed
  if (members.length === 0) return { ...followed, ...product }
  const news = new Map(members.map((member) => [member.id, member]))
  const touched = new Set(members.map(({ stack }) => stack))
  const stacks = followed.stacks.map((stack) =>
    !touched.has(stack.name)
      ? stack
      : {
          ...stack,
          services: stack.services.map((service) =>
            service.containers.some(({ id }) => news.has(id))
              ? { ...service, containers: service.containers.map((one) => news.get(one.id) ?? one) }
              : service,
          ),
        },
  )
  return { ...product, stacks }
}

export function refOf(product: Placed): ProductRef {
  return { environmentId: product.environmentId, productDeploymentId: product.id }
}

export function environmentOf(
  world: Pick<MirroredWorld, 'environments'>,
  id: EnvironmentId,
): Environment | undefined {
  return world.environments.find((environment) => environment.id === id)
}

function without(world: MirroredWorld, id: EnvironmentId): MirroredWorld {
  return {
    ...world,
    environments: world.environments.filter((environment) => environment.id !== id),
    unassigned: { ...world.unassigned, [id]: [] },
  }
}

function keyIn(product: Placed): string {
  return keyOf(refOf(product))
}

function arranged(
  environments: readonly Environment[],
  order: readonly EnvironmentId[],
): readonly Environment[] {
  return environments.toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
}

function replaced(all: readonly Environment[], changed: Environment): readonly Environment[] {
  return all.some(({ id }) => id === changed.id)
    ? all.map((environment) => (environment.id === changed.id ? changed : environment))
    : [...all, changed]
}
