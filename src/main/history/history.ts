import { cutOffOf } from '../../shared/history'
import type {
  CutOff,
  Ending,
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

/** @param wentOn a change that was cut off went on, and ended */
export function openHistory(
  file: HistoryFile,
  changed: () => void,
  wentOn: (change: RecordedChange, after: CutOff) => void = () => undefined,
): RecordedHistory {
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
    const before = changeOf(idOf(record))
    if (!ledger.add(record)) return
    file.append(record)
    news()
    const after = changeOf(idOf(record))
    if (record.kind !== 'ended' || after === null) return
    const cutOff = before === null ? null : cutOffBefore(before, record.result)
    const last = after.attempts.at(-1)
    // Cut off anew: it is told when that is over.
    if (cutOff !== null && last !== undefined && cutOffOf(last) === null) wentOn(after, cutOff)
  }

  function changeOf(id: string): RecordedChange | null {
    const entry = ledger.get(id)
    return entry?.kind === 'change' ? entry : null
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
    change: changeOf,
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

/** What was found done may be so since the attempt that was cut off. */
function cutOffBefore({ attempts }: RecordedChange, result: Ending['result']): CutOff | null {
  const [last, former] = attempts.toReversed()
  const isFound = result === 'found-done' || result === 'done-elsewhere'
  const cutOff = last === undefined || !isFound ? null : cutOffOf(last)
  return cutOff ?? (former === undefined ? null : cutOffOf(former))
}

/** By name; of each, the newest of its names. */
function productsIn(newestFirst: readonly LedgerEntry[]): readonly RecordedProduct[] {
  const products = new Map<string, RecordedProduct>()
  for (const { product } of newestFirst) {
    if (!products.has(keyOf(product.ref))) products.set(keyOf(product.ref), product)
  }
  return [...products.values()].sort((one, other) => one.name.localeCompare(other.name))
}
