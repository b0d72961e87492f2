import type {
  MaintenanceSpan,
  RecordedChange,
  RecordedProduct,
  Timeline,
  TimelineRow,
} from '../../shared/history'
import { keyOf } from '../../shared/ids'
import { isDone } from './ledger'
import type { LedgerEntry } from './ledger'

const day = 24 * 60 * 60 * 1000
const days = 30

/** When which product was in maintenance in the last 30 days until `now` (milliseconds), and whose. */
export function timelineOf(newestFirst: readonly LedgerEntry[], now: number): Timeline {
  const from = new Date(now - days * day).toISOString()
  const until = new Date(now).toISOString()
  const rows = new Map<string, { product: RecordedProduct; spans: readonly MaintenanceSpan[] }>()
  for (const entry of [...newestFirst].reverse()) {
    if (entry.kind !== 'change' || entry.from === entry.to) continue
    const key = keyOf(entry.product.ref)
    const spans = rows.get(key)?.spans ?? []
    rows.set(key, { product: entry.product, spans: withChange(spans, entry) })
  }
  const shown = [...rows.values()]
    .map(({ product, spans }): TimelineRow => {
      return { product, spans: spans.filter(({ to }) => to === null || to > from) }
    })
    .filter(({ spans }) => spans.length > 0)
    .sort((one, other) => one.product.name.localeCompare(other.product.name))
  return { from, until, rows: shown }
}

/** An entering opens one, also one that is not complete; an exit that is done closes it. */
function withChange(
  spans: readonly MaintenanceSpan[],
  { to, at, endedAt, state, trigger }: RecordedChange,
): readonly MaintenanceSpan[] {
  if (to === 'Maintenance') {
    const source = trigger?.source ?? 'Manual'
    const { by = '', reason = '' } = trigger ?? {}
    return [...closed(spans, at), { from: at, to: null, source, by, reason }]
  }
  return isDone(state) ? closed(spans, endedAt ?? at) : spans
}

/** The end of the one before is not on record where another has begun. */
function closed(spans: readonly MaintenanceSpan[], at: string): readonly MaintenanceSpan[] {
  return spans.map((span) => (span.to === null ? { ...span, to: at } : span))
}
