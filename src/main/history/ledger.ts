import { cutOffOf } from '../../shared/history'
import type {
  Attempt,
  DriftEntry,
  DriftRecord,
  Ending,
  HistoryEntry,
  HistoryRecord,
  Opening,
  RecordedChange,
  TakeoverEntry,
} from '../../shared/history'
import { unreachable } from '../../shared/result'

export type LedgerEntry = RecordedChange | TakeoverEntry | DriftEntry

/** The records, joined: what began and what ended are one entry, by the change's id. */
export interface Ledger {
  /** Yields whether that was news. What is not has no business in the file. */
  add(record: HistoryRecord): boolean
  /** Whatever is under way by the records of another process is so no longer. */
  interrupt(): void
  get(id: string): LedgerEntry | null
  /** Newest first. */
  all(): readonly LedgerEntry[]
  remove(ids: ReadonlySet<string>): void
}

export function createLedger(): Ledger {
  const entries = new Map<string, LedgerEntry>()
  let sorted: readonly LedgerEntry[] | null = null

  function put(entry: LedgerEntry): boolean {
    entries.set(entry.id, entry)
    sorted = null
    return true
  }

  function changeOf(id: string): RecordedChange | null {
    const entry = entries.get(id)
    return entry?.kind === 'change' ? entry : null
  }

  function add(record: HistoryRecord): boolean {
    const id = idOf(record)
    switch (record.kind) {
      case 'seen':
        return entries.has(id) ? false : put(withAttempt(opened(record), attemptOf(record)))
      case 'begun':
        return put(withAttempt(changeOf(id) ?? opened(record), attemptOf(record)))
      case 'ended': {
        const change = changeOf(id)
        const ended = change === null ? null : withEnding(change, record)
        return ended === null ? false : put(ended)
      }
      case 'taken-over': {
        const { at, product, from, to } = record
        return entries.has(id) ? false : put({ kind: 'takeover', id, at, product, from, to })
      }
      case 'drift': {
        const { at, product, container, place, startedAt } = record
        const entry = { kind: 'drift', id, at, product, container, place, startedAt } as const
        return entries.has(id) ? false : put(entry)
      }
      default:
        return unreachable(record)
    }
  }

  return {
    add,
    interrupt: () => {
      for (const entry of [...entries.values()]) {
        if (entry.kind !== 'change' || entry.state !== 'running') continue
        const attempts = entry.attempts.map((attempt): Attempt => {
          return attempt.state === 'running' ? { ...attempt, state: 'interrupted' } : attempt
        })
        put({ ...entry, attempts, state: 'interrupted' })
      }
    },
    get: (id) => entries.get(id) ?? null,
    all: () => (sorted ??= [...entries.values()].reverse().sort(newestFirst)),
    remove: (ids) => {
      for (const id of ids) entries.delete(id)
      sorted = null
    },
  }
}

/** What belongs to one entry has one id. */
export function idOf(record: HistoryRecord): string {
  switch (record.kind) {
    case 'seen':
    case 'begun':
    case 'ended':
      return record.change
    case 'taken-over':
      return record.takeover
    case 'drift':
      return startOf(record)
    default:
      return unreachable(record)
  }
}

/** The last that is known of it. */
export function lastMoveOf(entry: LedgerEntry): string {
  return entry.kind === 'change' ? (entry.endedAt ?? entry.at) : entry.at
}

/** As it is listed. */
export function listed(entry: LedgerEntry): HistoryEntry {
  if (entry.kind !== 'change') return entry
  const { kind, id, at, product, trigger, from, to, endedAt, state, ...sums } = entry
  const { containers, failed, killed } = sums
  return { kind, id, at, product, trigger, from, to, endedAt, state, containers, failed, killed }
}

/** A container's start drifts once in each environment. */
function startOf({ product, container, startedAt }: DriftRecord): string {
  return `${product.ref.environmentId}/${container.container}@${startedAt}`
}

function opened({ change, at, product, trigger, from, to }: Opening): RecordedChange {
  return {
    kind: 'change',
    id: change,
    at,
    product,
    trigger,
    from,
    to,
    endedAt: null,
    state: 'seen',
    containers: 0,
    failed: 0,
    killed: 0,
    attempts: [],
  }
}

function attemptOf({ kind, by, at: startedAt }: Opening): Attempt {
  const state = kind === 'seen' ? 'seen' : 'running'
  return { by, startedAt, endedAt: null, state, containers: [], problem: null, telling: null }
}

function withAttempt(change: RecordedChange, attempt: Attempt): RecordedChange {
  // What was only seen is nothing that this Tagout did, once it does it.
  const others = change.attempts.filter(({ state }) => state !== 'seen')
  return summed(change, [...others, attempt])
}

/** Null: it had ended already, and that it was found so says nothing new. */
function withEnding(change: RecordedChange, ending: Ending): RecordedChange | null {
  const { at: endedAt, result: state, containers, problem, telling = null } = ending
  const last = change.attempts.at(-1)
  if (last === undefined) return null
  const isFound = state === 'found-done' || state === 'done-elsewhere'
  if (isFound && isDone(last.state)) return null
  const ended = isFound
    ? { ...last, endedAt, state, problem: cutOffOf(last) === null ? null : last.problem }
    : { ...last, endedAt, state, containers, problem, telling }
  return summed(change, [...change.attempts.slice(0, -1), ended])
}

export function isDone(state: Attempt['state']): boolean {
  return state === 'changed' || state === 'found-done' || state === 'done-elsewhere'
}

function summed(change: RecordedChange, attempts: readonly Attempt[]): RecordedChange {
  // A container counts once, as it was in the last attempt that had to do with it.
  const containers = new Map(
    attempts.flatMap((attempt) => attempt.containers.map((each) => [each.container, each])),
  )
  const all = [...containers.values()]
  const last = attempts.at(-1)
  return {
    ...change,
    attempts,
    endedAt: last?.endedAt ?? null,
    state: last?.state ?? 'seen',
    containers: all.length,
    failed: all.filter(({ result }) => result === 'failed').length,
    killed: all.filter(({ killed }) => killed).length,
  }
}

function newestFirst(one: LedgerEntry, other: LedgerEntry): number {
  return one.at < other.at ? 1 : one.at > other.at ? -1 : 0
}
