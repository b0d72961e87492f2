import type { HistoryFilter } from '../../shared/history'
import { sameProduct } from '../../shared/ids'
import { unreachable } from '../../shared/result'
import type { LedgerEntry } from './ledger'

export function isIn({ product, kind, search }: HistoryFilter, entry: LedgerEntry): boolean {
  if (product !== null && !sameProduct(product, entry.product.ref)) return false
  if (kind !== null && kind !== entry.kind) return false
  const sought = search.trim().toLowerCase()
  return sought === '' || textsOf(entry).some((text) => text.toLowerCase().includes(sought))
}

/** What a person would look for. */
function textsOf(entry: LedgerEntry): readonly string[] {
  const { name, version } = entry.product
  return [name, version ?? '', ...whatOf(entry)]
}

function whatOf(entry: LedgerEntry): readonly string[] {
  switch (entry.kind) {
    case 'change': {
      const { trigger, attempts } = entry
      const containers = attempts.flatMap((attempt) => attempt.containers.map(({ name }) => name))
      return [
        trigger?.reason ?? '',
        trigger?.by ?? '',
        ...attempts.map(({ by }) => by),
        ...containers,
      ]
    }
    case 'takeover':
      return [entry.from, entry.to].flatMap(({ reason, by }) => [reason, by])
    case 'drift':
      return [entry.container.name, entry.container.service]
    default:
      return unreachable(entry)
  }
}
