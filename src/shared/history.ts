import { z } from 'zod'
import { productRef } from './ids'
import { operationMode, trigger } from './maintenance'
import type { Trigger } from './maintenance'
import { recordedProblem } from './recorded-problem'
import { telling } from './setter'
import type { Telling } from './setter'

const product = z
  .object({ ref: productRef, name: z.string(), version: z.string().nullable() })
  .readonly()

const time = z.iso.datetime()
const id = z.string().min(1).max(500)

const recordedStep = z
  .object({
    /** In the words of the plan of then; newer versions may know more. */
    action: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'not-begun']),
    startedAt: time.nullable(),
    tookMs: z.number().nullable(),
    problem: recordedProblem.nullable(),
  })
  .readonly()

const recordedContainer = z
  .object({
    container: z.string(),
    name: z.string(),
    stack: z.string(),
    service: z.string(),
    result: z.string(),
    exitCode: z.number().nullable(),
    killed: z.boolean(),
    problem: recordedProblem.nullable(),
    steps: z.array(recordedStep).readonly(),
  })
  .readonly()
/** What was done with one container, and what came of it. */
export type RecordedContainer = z.infer<typeof recordedContainer>

/** - `seen`: its tag or mark hangs on the host; written once, when nothing is known of it yet
 *  - `begun`: this Tagout carries it out, from the start or from where it was left */
const opening = z.object({
  version: z.literal(1),
  kind: z.enum(['seen', 'begun']),
  /** The claim of the tag, or of the exit mark: the same after a crash and on every desktop. */
  change: id,
  at: time,
  product,
  /** Null where nobody left a word: the tag was taken down elsewhere. */
  trigger: trigger.nullable(),
  from: operationMode,
  to: operationMode,
  /** Who carries it out. */
  by: z.string(),
})

/** - `found-done`: it was done when this Tagout looked, and no word says by whom
 *  - `done-elsewhere`: another Tagout did it */
const ending = z.object({
  version: z.literal(1),
  kind: z.literal('ended'),
  change: id,
  at: time,
  result: z.enum(['changed', 'incomplete', 'found-done', 'done-elsewhere']),
  containers: z.array(recordedContainer).readonly(),
  problem: recordedProblem.nullable(),
  /** What became of telling the product, where it was to be told. */
  telling: telling.optional(),
})

const takeover = z.object({
  version: z.literal(1),
  kind: z.literal('taken-over'),
  /** The claim of the takeover's mark. */
  takeover: id,
  at: time,
  product,
  from: trigger,
  to: trigger,
})

const drift = z.object({
  version: z.literal(1),
  kind: z.literal('drift'),
  at: time,
  product,
  container: z.object({
    container: z.string(),
    name: z.string(),
    stack: z.string(),
    service: z.string(),
  }),
  /** Whether it was there when the product went into maintenance. */
  place: z.enum(['in-snapshot', 'appeared']),
  /** ISO 8601 by the engine's clock: each start is told once. */
  startedAt: z.string(),
})

/** One line of the history's file. */
export const historyRecord = z
  .discriminatedUnion('kind', [opening, ending, takeover, drift])
  .readonly()
export type HistoryRecord = z.infer<typeof historyRecord>
export type RecordedProduct = z.infer<typeof product>
export type Opening = z.infer<typeof opening>
export type Ending = z.infer<typeof ending>
export type TakeoverRecord = z.infer<typeof takeover>
export type DriftRecord = z.infer<typeof drift>

/**
 * How an attempt at a change stands. `interrupted`: Tagout ended in the middle, and nothing was
 * heard of it since. `seen`: it hangs on the host, and another Tagout has it.
 */
type AttemptState = Ending['result'] | 'running' | 'interrupted' | 'seen'

/** One go at a change: the first, a retry, or what went on after a restart. */
export interface Attempt {
  readonly by: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly state: AttemptState
  readonly containers: readonly RecordedContainer[]
  readonly problem: Ending['problem']
  readonly telling: Telling | null
}

/** What cut an attempt off, so that the next one went on by itself. */
export type CutOff = 'restart' | 'connection-lost'

/** Null: it was not cut off. */
export function cutOffOf({ state, problem }: Attempt): CutOff | null {
  if (state === 'interrupted') return 'restart'
  return state === 'incomplete' && problem?.code === 'went-offline' ? 'connection-lost' : null
}

/** A line of the history as it is listed; the protocol of a change is asked for by its id. */
export type HistoryEntry = ChangeEntry | TakeoverEntry | DriftEntry

export interface ChangeEntry {
  readonly kind: 'change'
  readonly id: string
  readonly at: string
  readonly product: RecordedProduct
  readonly trigger: Opening['trigger']
  readonly from: Opening['from']
  /** The same as `from` when drift was stopped again. */
  readonly to: Opening['to']
  readonly endedAt: string | null
  /** Of the last attempt. */
  readonly state: AttemptState
  readonly containers: number
  readonly failed: number
  readonly killed: number
}

/** A change with its protocol. */
export interface RecordedChange extends ChangeEntry {
  readonly attempts: readonly Attempt[]
}

export interface TakeoverEntry extends Pick<TakeoverRecord, 'at' | 'product' | 'from' | 'to'> {
  readonly kind: 'takeover'
  readonly id: string
}

export interface DriftEntry extends Omit<DriftRecord, 'kind' | 'version'> {
  readonly kind: 'drift'
  readonly id: string
}

export const historyKind = z.enum(['change', 'takeover', 'drift'])

/** What the history is narrowed down to; null is all. */
export const historyFilter = z
  .strictObject({
    product: productRef.nullable(),
    kind: historyKind.nullable(),
    /** In names, reasons and people, without regard to case; empty is all. */
    search: z.string().max(200),
  })
  .readonly()
export type HistoryFilter = z.infer<typeof historyFilter>

/** A time in maintenance; `to` is null while it lasts. */
export interface MaintenanceSpan extends Pick<Trigger, 'source' | 'by' | 'reason'> {
  readonly from: string
  readonly to: string | null
}

export interface TimelineRow {
  readonly product: RecordedProduct
  /** Oldest first. */
  readonly spans: readonly MaintenanceSpan[]
}

/** ISO 8601, both. */
export interface Timeline {
  readonly from: string
  readonly until: string
  readonly rows: readonly TimelineRow[]
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[]
  /** Of all that the filter lets through. */
  readonly total: number
  /** Of all that there is, to filter by; the newest name of each. */
  readonly products: readonly RecordedProduct[]
  /** Of the product that the filter names, or of all. */
  readonly timeline: Timeline
  /** Lines of the file that this version can't read. They are kept. */
  readonly unreadable: number
}
