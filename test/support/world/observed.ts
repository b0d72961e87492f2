import { membersOf } from '../../../src/shared/product'
import type { InspectedMember, Member, ProductDeployment } from '../../../src/shared/product'
import { claim, productDeploymentId } from '../../../src/shared/ids'
import type { Tag, UnreadableTag } from '../../../src/shared/maintenance'
import { snapshotOf } from '../../../src/main/maintenance/snapshot'
import { isUnreadable } from '../../../src/main/maintenance/state'
import { groupIntoProducts } from '../../../src/main/products/group'
import type { HostContainer } from './host-container'

export const shop = productDeploymentId.parse('shop')

/** The product as the app would make it up from what its host says; null when there is none. */
export function productIn(
  containers: readonly HostContainer[],
  tag: Tag | UnreadableTag | null,
): ProductDeployment | null {
  const maintained = tag === null || isUnreadable(tag) ? [] : [tag]
  const { products } = groupIntoProducts(containers, maintained)
  return products.find(({ id }) => id === shop) ?? null
}

export function membersIn(
  containers: readonly HostContainer[],
  tag: Tag | null = null,
): readonly InspectedMember[] {
  const product = productIn(containers, tag)
  return product === null ? [] : inspected(product)
}

export function inspected(product: ProductDeployment): readonly InspectedMember[] {
  return membersOf(product).filter(
    (member: Member): member is InspectedMember => member.details !== null,
  )
}

export const hungAt = '2026-11-22T20:00:00Z'

/** A tag that was hung when the containers were as they are. */
export function tagOn(containers: readonly HostContainer[], overrides: Partial<Tag> = {}): Tag {
  return {
    productDeploymentId: shop,
    productName: 'shop',
    productVersion: null,
    claim: claim.parse('one.tag'),
    trigger: { source: 'Manual', reason: 'patch night', by: 'ada@desk', at: hungAt },
    snapshot: snapshotOf(membersIn(containers)),
    hungAt,
    takeover: null,
    exit: null,
    ...overrides,
  }
}

/** The same, with the exit decided. */
export function exitTagOn(containers: readonly HostContainer[]): Tag {
  const trigger = { source: 'Manual', reason: '', by: 'ada@desk', at: hungAt } as const
  const mark = { claim: claim.parse('one.exit'), of: null, trigger, hungAt }
  return tagOn(containers, { exit: mark })
}
