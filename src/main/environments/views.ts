import { sameProduct } from '../../shared/ids'
import type { Container } from '../../shared/container'
import type { EnvironmentId, ProductDeploymentId, ProductRef } from '../../shared/ids'
import type { Tag, UnreadableTag } from '../../shared/maintenance'
import { statusOf } from '../../shared/product'
import type {
  DriftShown,
  InspectedMember,
  ProductDeployment,
  ProductView,
  Unassigned,
} from '../../shared/product'
import { driftIn } from '../maintenance/drift'
import type { TagCopy } from '../maintenance/ports'
import { isUnreadable, stateOf } from '../maintenance/state'
import type { LiveEnvironment } from './environment'
import { inspectedOf, productsOf } from './world'
import type { HostWorld } from './world'

interface EnvironmentViews {
  readonly products: readonly ProductView[]
  readonly unassigned: readonly Unassigned[]
}

/** What is shown of a product that is not the engine's word. */
export type BesideEngine = (
  product: ProductRef,
) => Pick<ProductView, 'change' | 'observer' | 'setter'>

export interface Views {
  /**
   * The products of an environment as the window shows them: by the engine's word, or, while it
   * can't be asked, as they were last known. One of which nothing is another is the same object as
   * before.
   */
  of(environment: LiveEnvironment, copies: readonly TagCopy[]): EnvironmentViews
  /** What is beside the engine's word of it is another. */
  touch(product: ProductRef): void
}

export function createViews(beside: BesideEngine): Views {
  const shown = new WeakMap<LiveEnvironment, Seen>()
  const touched = new Map<EnvironmentId, Set<ProductDeploymentId>>()

  return {
    of: (environment, copies) => {
      const before = shown.get(environment)
      const stale = touched.get(environment.id)
      const seen = { world: environment.world(), asOf: environment.worldAsOf(), copies }
      if (before !== undefined && stale === undefined && isSame(before, seen)) return before.views
      touched.delete(environment.id)
      const next = withViews(environment, seen, before, stale, beside)
      shown.set(environment, next)
      return next.views
    },
    touch: ({ environmentId, productDeploymentId }) => {
      const known = touched.get(environmentId)
      if (known === undefined) touched.set(environmentId, new Set([productDeploymentId]))
      else known.add(productDeploymentId)
    },
  }
}

/** What views are made of, beside what is beside the engine's word. */
interface Look {
  readonly world: HostWorld
  readonly asOf: string | null
  readonly copies: readonly TagCopy[]
}

interface Seen extends Look {
  readonly views: EnvironmentViews
  readonly made: ReadonlyMap<ProductDeployment, ProductView>
  readonly unassigned: readonly Container[]
}

function isSame(one: Look, other: Look): boolean {
  return one.world === other.world && one.asOf === other.asOf && one.copies === other.copies
}

function withViews(
  { id: environmentId }: LiveEnvironment,
  look: Look,
  before: Seen | undefined,
  stale: ReadonlySet<ProductDeploymentId> | undefined,
  beside: BesideEngine,
): Seen {
  const { world } = look
  const { products, unassigned } = productsOf(world)
  const made = new Map<ProductDeployment, ProductView>()
  for (const product of products) {
    const tag = world.tags.get(product.id) ?? null
    const ref = { environmentId, productDeploymentId: product.id }
    const known = stale?.has(product.id) ? undefined : stillTrue(product, before, look)
    made.set(product, known ?? { ...viewOf(product, tag, ref, look), ...beside(ref) })
  }
  return {
    ...look,
    made,
    unassigned,
    views: {
      products: [...made.values()],
      unassigned:
        before?.unassigned === unassigned
          ? before.views.unassigned
          : unassigned.map(({ id, name, image, state }) => ({ id, name, image, state })),
    },
  }
}

/** What was shown of the very same product, where the rest that it was made of is the same too. */
function stillTrue(
  product: ProductDeployment,
  before: Seen | undefined,
  { world, asOf, copies }: Look,
): ProductView | undefined {
  const tag = world.tags.get(product.id)
  return before?.world.tags.get(product.id) === tag &&
    before?.asOf === asOf &&
    (tag === undefined || before.copies === copies)
    ? before.made.get(product)
    : undefined
}

function viewOf(
  product: ProductDeployment,
  tag: Tag | UnreadableTag | null,
  ref: ProductRef,
  { asOf, copies }: Look,
): Omit<ProductView, keyof ReturnType<BesideEngine>> {
  const members = tag === null ? [] : inspectedOf(product)
  const readable = tag !== null && !isUnreadable(tag) ? tag : null
  return {
    ...product,
    environmentId: ref.environmentId,
    status: statusOf(product),
    maintenance: stateOf(tag, members),
    drift: readable === null || readable.exit ? [] : driftShown(readable, members),
    told: readable === null ? null : toldOf(readable, ref, copies),
    asOf,
  }
}

function toldOf(tag: Tag, ref: ProductRef, copies: readonly TagCopy[]): ProductView['told'] {
  const told = copies.find(({ product }) => sameProduct(product, ref))?.told
  return told?.change === tag.claim ? told.telling : null
}

function driftShown(tag: Tag, members: readonly InspectedMember[]): readonly DriftShown[] {
  const drift = driftIn(tag, members)
  const services = new Set(
    members.filter(({ swarm }) => swarm?.kind === 'service').map(({ id }) => id),
  )
  return drift.map(({ container, name, kind }) => ({
    container,
    name,
    kind,
    isService: services.has(container),
  }))
}
