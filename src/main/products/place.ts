import type { Container } from '../../shared/container'
import { labelOf } from './labels'

/** A container in its place in a product. */
export interface Placed {
  readonly container: Container
  readonly product: string
  readonly stack: string
  readonly service: string
}

/**
 * Those of one home are placed together: a stack's containers, or those that name a product and no
 * stack. Null: it names neither, and is unassigned.
 */
export function homeOf({ labels }: Container): string | null {
  const stack = labelOf(labels, 'stack')
  if (stack !== null) return `stack ${stack}`
  const product = labelOf(labels, 'product')
  return product === null ? null : `product ${product}`
}

/**
 * What those of a home are part of that name no product themselves: the one product that the others
 * name. A stack whose containers name one product belongs to it whole. Null: none, or several.
 */
export function productOfHome(containers: Iterable<Container>): string | null {
  const named = new Set<string>()
  for (const { labels } of containers) {
    const product = labelOf(labels, 'product')
    if (product !== null) named.add(product)
  }
  const [only] = named
  return named.size === 1 ? (only ?? null) : null
}

/** @param ofHome what `productOfHome` says of the container's home */
export function placeOf(container: Container, ofHome: string | null): Placed | null {
  const { labels, name } = container
  const stack = labelOf(labels, 'stack')
  const product = labelOf(labels, 'product') ?? ofHome ?? stack
  if (product === null) return null
  const service = labelOf(labels, 'service') ?? name
  return { container, product, stack: stack ?? product, service }
}

/** It is part of the same, and comes at the same place there, whatever else became of it. */
export function isInPlace(before: Container, after: Container): boolean {
  return (
    before.name === after.name &&
    before.swarm?.kind === after.swarm?.kind &&
    sameLabels(before.labels, after.labels)
  )
}

function sameLabels(one: Container['labels'], other: Container['labels']): boolean {
  if (one === other) return true
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key])
}
