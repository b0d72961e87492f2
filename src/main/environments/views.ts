import { sameProduct } from '../../shared/ids'
import type { ProductRef } from '../../shared/ids'
import type { Tag } from '../../shared/maintenance'
import { statusOf } from '../../shared/product'
import type { Drifting, InspectedMember, ProductView, Unassigned } from '../../shared/product'
import { driftIn } from '../maintenance/drift'
import type { TagCopy } from '../maintenance/ports'
import { isUnreadable, stateOf } from '../maintenance/state'
import type { LiveEnvironment } from './environment'
import { inspectedOf, productsOf } from './world'

export interface EnvironmentViews {
  readonly products: readonly ProductView[]
  readonly unassigned: readonly Unassigned[]
}

/** What is shown of a product that is not the engine's word. */
export type BesideEngine = (
  product: ProductRef,
) => Pick<ProductView, 'change' | 'observer' | 'setter'>

/**
 * The products of an environment as the window shows them: by the engine's word, or, while it can't
 * be asked, as they were last known.
 */
export function viewsOf(
  environment: LiveEnvironment,
  copies: readonly TagCopy[],
  beside: BesideEngine,
): EnvironmentViews {
  const world = environment.world()
  const { products, unassigned } = productsOf(world)
  return {
    products: products.map((product): ProductView => {
      const tag = world.tags.get(product.id) ?? null
      const members = inspectedOf(product)
      const readable = tag !== null && !isUnreadable(tag) ? tag : null
      const ref = { environmentId: environment.id, productDeploymentId: product.id }
      return {
        ...product,
        environmentId: environment.id,
        status: statusOf(product),
        maintenance: stateOf(tag, members),
        drift: readable === null || readable.exit ? [] : driftShown(readable, members),
        ...beside(ref),
        told: readable === null ? null : toldOf(readable, ref, copies),
        asOf: environment.worldAsOf(),
      }
    }),
    unassigned: unassigned.map(({ id, name, image, state }) => ({ id, name, image, state })),
  }
}

function toldOf(tag: Tag, ref: ProductRef, copies: readonly TagCopy[]): ProductView['told'] {
  const told = copies.find(({ product }) => sameProduct(product, ref))?.told
  return told?.change === tag.claim ? told.telling : null
}

function driftShown(tag: Tag, members: readonly InspectedMember[]): readonly Drifting[] {
  return driftIn(tag, members).map(({ container, kind }) => ({ container, kind }))
}
