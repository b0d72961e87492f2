import type {
  HistoryFilter,
  HistoryPage,
  HistoryRecord,
  RecordedChange,
  RecordedProduct,
} from '../../shared/history'
import { keyOf } from '../../shared/ids'
import type { History } from '../maintenance/ports'
import type { HistoryFile } from '../storage/history-file'
import { createLedger, idOf, lastMoveOf, listed } from './ledger'
import type { LedgerEntry } from './ledger'
import { isIn } from './select'
import { timelineOf } from './timeline'

/** What happened to the products of this machine's Tagout, as its people read it. */
export interface RecordedHistory extends History {
  /** Ends when all that was written before is known. */
  readonly opened: Promise<void>
  /** Counts up with each news. */
  revision(): number
  /** So many of the newest that the filter lets through, after `offset` of them; `now`
   *  in milliseconds, for the timeline. */
  list(filter: HistoryFilter, offset: number, limit: number, now: number): HistoryPage
  /** With its protocol; null when there is no such change. */
  change(id: string): RecordedChange | null
  /** All that the filter lets through, newest first, with protocols. */
  all(filter: HistoryFilter): readonly LedgerEntry[]
  /** Forgets what has not moved since (ISO 8601). */
  prune(before: string): void
}

export function openHistory(file: HistoryFile, changed: () => void): RecordedHistory {
  const ledger = createLedger()
  let early: HistoryRecord[] | null = []
  let unreadable = 0
  let revision = 0

  function news(): void {
    revision++
    changed()
  }

  async function open(): Promise<void> {
    const found = await file.read()
    for (const record of found.records) ledger.add(record)
    unreadable = found.unreadable
    ledger.interrupt()
    const missed = early ?? []
    early = null
    for (const record of missed) take(record)
    news()
  }

  function take(record: HistoryRecord): void {
    if (!ledger.add(record)) return
    file.append(record)
    news()
  }

  function matching(filter: HistoryFilter): readonly LedgerEntry[] {
    return ledger.all().filter((entry) => isIn(filter, entry))
  }

  return {
    opened: open(),
    record: (record) => {
      if (early === null) take(record)
      else early.push(record)
    },
    revision: () => revision,
    list: (filter, offset, limit, now) => {
      const found = matching(filter)
      return {
        entries: found.slice(offset, offset + limit).map(listed),
        total: found.length,
        products: productsIn(ledger.all()),
        timeline: timelineOf(
          matching({ product: filter.product, kind: 'change', search: '' }),
          now,
        ),
        unreadable,
      }
    },
    change: (id) => {
      const entry = ledger.get(id)
      return entry?.kind === 'change' ? entry : null
    },
    all: matching,
    prune: (before) => {
      const old = ledger.all().filter((entry) => lastMoveOf(entry) < before)
      if (old.length === 0) return
      const ids = new Set(old.map(({ id }) => id))
      if (!file.prune((record) => !ids.has(idOf(record))).ok) return
      ledger.remove(ids)
      news()
    },
  }
}

/** By name; of each, the newest of its names. */
function productsIn(newestFirst: readonly LedgerEntry[]): readonly RecordedProduct[] {
  const products = new Map<string, RecordedProduct>()
  for (const { product } of newestFirst) {
    if (!products.has(keyOf(product.ref))) products.set(keyOf(product.ref), product)
  }
  return [...products.values()].sort((one, other) => one.name.localeCompare(other.name))
}
