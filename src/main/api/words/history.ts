import type { ApiHistoryEntry } from '../../../shared/api/history'
import type { HistoryEntry } from '../../../shared/history'
import { unreachable } from '../../../shared/result'

export function historyWords(entry: HistoryEntry): ApiHistoryEntry {
  const { id, at, product } = entry
  const shared = { id, at, productName: product.name, productVersion: product.version }
  switch (entry.kind) {
    case 'change': {
      const { endedAt, from, to, state, trigger, containers, failed, killed } = entry
      const numbers = { containers, failed, killed }
      return { kind: 'change', ...shared, endedAt, from, to, state, trigger, ...numbers }
    }
    case 'takeover':
      return { kind: 'takeover', ...shared, from: entry.from, to: entry.to }
    case 'drift': {
      const { container, ...rest } = entry.container
      const { place, startedAt } = entry
      return { kind: 'drift', ...shared, containerId: container, ...rest, place, startedAt }
    }
    default:
      return unreachable(entry)
  }
}
