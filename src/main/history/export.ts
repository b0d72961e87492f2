import { stringify } from 'csv-stringify/sync'
import type { Attempt, RecordedChange, RecordedContainer } from '../../shared/history'
import type { Trigger } from '../../shared/maintenance'
import { unreachable } from '../../shared/result'
import type { LedgerEntry } from './ledger'

/** All that is known, for other programs. `at`: ISO 8601. */
export function historyAsJson(entries: readonly LedgerEntry[], at: string): string {
  return `${JSON.stringify({ version: 1, exportedAt: at, entries }, null, 2)}\n`
}

const columns = [
  'kind',
  'id',
  'environment',
  'product',
  'version',
  'from',
  'to',
  'state',
  'at',
  'endedAt',
  'source',
  'by',
  'reason',
  'attempt',
  'attemptBy',
  'attemptState',
  'attemptStartedAt',
  'attemptEndedAt',
  'attemptProblem',
  'told',
  'toldProblem',
  'container',
  'stack',
  'service',
  'result',
  'exitCode',
  'killed',
  'tookMs',
  'steps',
  'problem',
] as const

type Row = Partial<Readonly<Record<(typeof columns)[number], string | number | null>>>

/**
 * RFC 4180, UTF-8: a header, then a line for each container of a change (in each attempt at it), and
 * one for each takeover and each drift. What a spreadsheet would take for a formula gets a quote.
 */
export function historyAsCsv(entries: readonly LedgerEntry[]): string {
  return stringify(entries.flatMap(rowsOf), {
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}

function rowsOf(entry: LedgerEntry): readonly Row[] {
  const { kind, id, at, product } = entry
  const { name, version, ref } = product
  const common = { kind, id, at, product: name, version, environment: ref.environmentId }
  switch (entry.kind) {
    case 'change':
      return rowsOfChange(entry).map((row) => ({ ...common, ...row }))
    case 'takeover': {
      const { from, to } = entry
      return [{ ...common, from: from.source, to: to.source, ...triggerCells(to) }]
    }
    case 'drift': {
      const { container, place } = entry
      const { stack, service } = container
      return [{ ...common, container: container.name, stack, service, result: place }]
    }
    default:
      return unreachable(entry)
  }
}

function rowsOfChange({ attempts, ...change }: RecordedChange): readonly Row[] {
  const { from, to, state, endedAt, trigger } = change
  const cells = { from, to, state, endedAt, ...triggerCells(trigger) }
  return attempts.flatMap((attempt, index) => {
    const tried = { ...cells, ...attemptCells(attempt), attempt: index + 1 }
    const rows = attempt.containers.map((container) => ({ ...tried, ...containerCells(container) }))
    return rows.length === 0 ? [tried] : rows
  })
}

function triggerCells(trigger: Trigger | null): Row {
  return trigger === null ? {} : { source: trigger.source, by: trigger.by, reason: trigger.reason }
}

function attemptCells({ by, state, startedAt, endedAt, problem, telling }: Attempt): Row {
  return {
    attemptBy: by,
    attemptState: state,
    attemptStartedAt: startedAt,
    attemptEndedAt: endedAt,
    attemptProblem: problem?.code ?? null,
    told: telling?.state ?? null,
    toldProblem: telling?.problem?.code ?? null,
  }
}

function containerCells(container: RecordedContainer): Row {
  const { name, stack, service, result, exitCode, killed, steps, problem } = container
  return {
    container: name,
    stack,
    service,
    result,
    exitCode,
    killed: killed ? 'yes' : 'no',
    tookMs: steps.reduce((sum, { tookMs }) => sum + (tookMs ?? 0), 0),
    steps: steps.map(({ action, state }) => `${action} ${state}`).join('; '),
    problem: problem?.code ?? null,
  }
}
