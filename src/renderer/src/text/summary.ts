import type { ProductSummary } from '../../../shared/product-summary'
import { needsAttention } from '../store/overview'
import { count } from './count'

/** `12 product deployments, 2 in maintenance, 1 needs attention`. */
export function summaryText(products: readonly ProductSummary[]): string {
  const inMaintenance = products.filter(({ maintenance }) => maintenance.mode !== 'Normal').length
  const troubled = products.filter(needsAttention).length
  const parts = [
    count(products.length, 'product deployment'),
    inMaintenance === 0 ? 'none in maintenance' : `${inMaintenance} in maintenance`,
    ...(troubled === 0 ? [] : [`${troubled} ${troubled === 1 ? 'needs' : 'need'} attention`]),
  ]
  return products.length === 0 ? 'No product deployments' : parts.join(', ')
}
