import type { EnvironmentId, ProductRef } from '../../../shared/ids'
import { keyOf } from '../../../shared/ids'
import type { Announcement, World } from '../../../shared/ipc'
import type { Environment } from '../../../shared/environment'
import type { ProductView } from '../../../shared/product'
import { unreachable } from '../../../shared/result'

/** The world as main told it, with each product found by its key. */
export interface MirroredWorld extends Omit<World, 'products'> {
  readonly products: ReadonlyMap<string, ProductView>
}

export function mirrored(world: World): MirroredWorld {
  return { ...world, products: new Map(world.products.map((product) => [keyIn(product), product])) }
}

/** The world after an announcement: what it names is replaced, everything else stays the same. */
export function applied(world: MirroredWorld, announcement: Announcement): MirroredWorld {
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
    case 'product.changed':
      return {
        ...world,
        products: new Map(world.products).set(keyIn(announcement.product), announcement.product),
      }
    case 'product.removed': {
      const products = new Map(world.products)
      products.delete(keyOf(announcement.product))
      return { ...world, products }
    }
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
    case 'product.chosen':
      return world
    default:
      return unreachable(announcement)
  }
}

export function refOf(product: ProductView): ProductRef {
  return { environmentId: product.environmentId, productDeploymentId: product.id }
}

export function environmentOf(
  world: Pick<MirroredWorld, 'environments'>,
  id: EnvironmentId,
): Environment | undefined {
  return world.environments.find((environment) => environment.id === id)
}

/** Main announces the environment only; what was deployed there goes with it. */
function without(world: MirroredWorld, id: EnvironmentId): MirroredWorld {
  const products = [...world.products].filter(([, { environmentId }]) => environmentId !== id)
  return {
    ...world,
    environments: world.environments.filter((environment) => environment.id !== id),
    products: new Map(products),
    unassigned: { ...world.unassigned, [id]: [] },
  }
}

function keyIn(product: ProductView): string {
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
