import { sameProduct } from '../shared/ids'
import type { ProductRef } from '../shared/ids'
import type { Announcement } from '../shared/ipc'
import { membersOf } from '../shared/product'
import type { ProductView, Stack } from '../shared/product'
import { refOf } from './products-between'

/**
 * What became of the one that is followed: the containers that are otherwise, as long as they are
 * the same ones in the same places; else all of it.
 */
export function followedBetween(before: ProductView | undefined, after: ProductView): Announcement {
  if (before === undefined || !hasSamePlaces(before.stacks, after.stacks)) {
    return { name: 'followed.told', product: after }
  }
  const { stacks, ...product } = after
  const known = new Set(membersOf(before))
  const members = membersOf({ stacks }).filter((member) => !known.has(member))
  return { name: 'followed.changed', product, members }
}

export function productOf(
  products: readonly ProductView[],
  ref: ProductRef,
): ProductView | undefined {
  return products.find((product) => sameProduct(refOf(product), ref))
}

function hasSamePlaces(before: readonly Stack[], after: readonly Stack[]): boolean {
  return (
    before === after ||
    (before.length === after.length &&
      after.every(
        (stack, index) => before[index] === stack || hasSameServices(before[index], stack),
      ))
  )
}

function hasSameServices(before: Stack | undefined, after: Stack): boolean {
  return (
    before?.name === after.name &&
    before.services.length === after.services.length &&
    after.services.every((service, index) => {
      const was = before.services[index]
      return (
        was === service ||
        (was?.name === service.name &&
          was.containers.length === service.containers.length &&
          service.containers.every(({ id }, place) => was.containers[place]?.id === id))
      )
    })
  )
}
