import { createLedger } from '../../../src/main/history/ledger'
import type { LedgerEntry } from '../../../src/main/history/ledger'
import type { HistoryRecord } from '../../../src/shared/history'

/** What a reader of these records would be told, oldest first, in a line each. */
export function historyTold(
  ...processes: readonly (readonly HistoryRecord[])[]
): readonly string[] {
  const ledger = createLedger()
  for (const records of processes) {
    ledger.interrupt()
    for (const record of records) ledger.add(record)
  }
  return ledger.all().map(lineOf).reverse()
}

/** What would be written of these records. */
export function newsIn(records: readonly HistoryRecord[]): readonly HistoryRecord[] {
  const ledger = createLedger()
  return records.filter((record) => ledger.add(record))
}

function lineOf(entry: LedgerEntry): string {
  switch (entry.kind) {
    case 'change': {
      const { from, to, trigger, attempts } = entry
      const who = trigger === null ? 'nobody known' : `${trigger.source} ${trigger.by}`
      return `${from} → ${to}, ${who}: ${attempts.map(({ state }) => state).join(', ')}`
    }
    case 'takeover':
      return `taken over from ${entry.from.source} by ${entry.to.by}: ${entry.to.reason}`
    case 'drift':
      return `drift of ${entry.container.name}, ${entry.place}`
  }
}
