import type { ProductSummary } from '../../../shared/product-summary'
import { matches, needsAttention } from './overview'
import type { Filter } from './overview'

type Products = ReadonlyMap<string, ProductSummary>

/** The keys of the products that the filter lets through, in the order in which they are listed. */
export interface Overview {
  readonly inMaintenance: readonly string[]
  readonly normal: readonly string[]
}

/**
 * In maintenance: what needs attention first, then the newest; normal ones by name. It goes on from
 * what it yielded last: a product that stays where it is leaves both lists the same objects, and one
 * that doesn't is put where it belongs.
 */
export function createOverview(): (products: Products, filter: Filter) => Overview {
  let known: Products = new Map()
  let order: readonly string[] = []
  let narrowed: Filter | null = null
  let overview: Overview = { inMaintenance: [], normal: [] }

  return (products, filter) => {
    const moved = movedBetween(known, products)
    const next = orderAfter(order, moved, known, products)
    const isSame =
      next === order &&
      narrowed !== null &&
      sameFilter(narrowed, filter) &&
      moved.every((key) => isListed(known.get(key), filter) === isListed(products.get(key), filter))
    if (!isSame) overview = listed(next, products, filter)
    known = products
    order = next
    narrowed = filter
    return overview
  }
}

function listed(order: readonly string[], products: Products, filter: Filter): Overview {
  const through = order.filter((key) => isListed(products.get(key), filter))
  const isNormal = (key: string): boolean => products.get(key)?.maintenance.mode === 'Normal'
  return {
    inMaintenance: through.filter((key) => !isNormal(key)),
    normal: through.filter(isNormal),
  }
}

function isListed(product: ProductSummary | undefined, filter: Filter): boolean {
  return product !== undefined && matches(product, filter)
}

function sameFilter(one: Filter, other: Filter): boolean {
  return (
    one.search === other.search &&
    one.environment === other.environment &&
    one.mode === other.mode &&
    one.status === other.status
  )
}

function movedBetween(before: Products, after: Products): readonly string[] {
  if (before === after) return []
  const moved: string[] = []
  for (const [key, product] of after) if (before.get(key) !== product) moved.push(key)
  for (const key of before.keys()) if (!after.has(key)) moved.push(key)
  return moved
}

function orderAfter(
  order: readonly string[],
  moved: readonly string[],
  before: Products,
  after: Products,
): readonly string[] {
  const displaced = new Set(moved.filter((key) => !sameRank(before.get(key), after.get(key))))
  if (displaced.size === 0) return order
  const stayed = order.filter((key) => !displaced.has(key))
  const ranked = [...displaced]
    .flatMap((key) => {
      const product = after.get(key)
      return product === undefined ? [] : [{ key, product }]
    })
    .sort((one, other) => byRank(one.product, other.product))
  return merged(stayed, ranked, after)
}

/** Both are in order already. */
function merged(
  stayed: readonly string[],
  ranked: readonly { readonly key: string; readonly product: ProductSummary }[],
  products: Products,
): readonly string[] {
  const order: string[] = []
  let from = 0
  for (const { key, product } of ranked) {
    const place = placeOf(product, stayed, from, products)
    order.push(...stayed.slice(from, place), key)
    from = place
  }
  return [...order, ...stayed.slice(from)]
}

function placeOf(
  product: ProductSummary,
  order: readonly string[],
  from: number,
  products: Products,
): number {
  let [low, high] = [from, order.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = products.get(order[middle] ?? '')
    if (other !== undefined && byRank(other, product) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function sameRank(one: ProductSummary | undefined, other: ProductSummary | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return (
    one.name === other.name &&
    isNormal(one) === isNormal(other) &&
    needsAttention(one) === needsAttention(other) &&
    sinceOf(one) === sinceOf(other)
  )
}

function byRank(one: ProductSummary, other: ProductSummary): number {
  return (
    Number(isNormal(one)) - Number(isNormal(other)) ||
    Number(needsAttention(other)) - Number(needsAttention(one)) ||
    sinceOf(other).localeCompare(sinceOf(one)) ||
    collator.compare(one.name, other.name) ||
    collator.compare(one.environmentId, other.environmentId) ||
    collator.compare(one.id, other.id)
  )
}

function isNormal({ maintenance }: ProductSummary): boolean {
  return maintenance.mode === 'Normal'
}

function sinceOf({ maintenance }: ProductSummary): string {
  return maintenance.mode === 'Normal' || maintenance.mode === 'Unreadable'
    ? ''
    : maintenance.trigger.at
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
