import type { Change } from '../../shared/change'
import type { Maintenance, Trigger } from '../../shared/maintenance'
import type { ObserverStatus } from '../../shared/observer'
import type { Problem } from '../../shared/problem'
import { membersOf } from '../../shared/product'
import type { ProductView } from '../../shared/product'
import type { Line } from './log-lines'

/**
 * What became of a product; a new one is held against one in normal operation. What is only
 * remembered of it is not told as if it were so, and told anew once it is known.
 */
export function linesOfProduct(last: ProductView | undefined, after: ProductView): readonly Line[] {
  if (after.asOf !== null) return cutOff(last, after)
  const before = last?.asOf === null ? last : undefined
  return [
    ...ofMaintenance(before?.maintenance ?? { mode: 'Normal' }, after.maintenance),
    ...ofChange(before?.change ?? null, after.change),
    ...ofDrift(before, after),
    ...ofObserver(before?.observer ?? null, after.observer),
  ].map(({ level, text }) => ({ level, text: `${after.name}: ${text}` }))
}

/** What Tagout itself was at is no memory. */
function cutOff(before: ProductView | undefined, { name, change }: ProductView): readonly Line[] {
  const isCutOff = change?.problem?.code === 'went-offline'
  if (!isCutOff || before?.change?.problem?.code === 'went-offline') return []
  const what = change.to === 'Maintenance' ? 'entering' : 'leaving'
  const text = `${name}: the connection was lost while it was ${what} maintenance, which goes on when it is back`
  return [{ level: 'warning', text }]
}

function ofMaintenance(before: Maintenance, after: Maintenance): readonly Line[] {
  const [was, is] = [maintenanceText(before), maintenanceText(after)]
  if (was === is) return []
  return [{ level: after.mode === 'Unreadable' ? 'warning' : 'info', text: is }]
}

function maintenanceText(maintenance: Maintenance): string {
  switch (maintenance.mode) {
    case 'Normal':
      return 'normal operation'
    case 'Entering':
      return `entering maintenance (${triggerText(maintenance.trigger)})`
    case 'Maintenance':
      return `in maintenance (${triggerText(maintenance.trigger)})`
    case 'Exiting':
      return `leaving maintenance (${triggerText(maintenance.exit)})`
    case 'Unreadable':
      return `the tag ${maintenance.volume} can’t be read, so that nothing can be done: ${maintenance.detail}`
  }
}

function triggerText({ source, by, reason }: Trigger): string {
  return `${source}, ${by}${reason === '' ? '' : `: ${reason}`}`
}

function ofChange(before: Change | null, after: Change | null): readonly Line[] {
  const is = incompleteText(after)
  return is === null || is === incompleteText(before) ? [] : [{ level: 'error', text: is }]
}

function incompleteText(change: Change | null): string | null {
  if (change?.state !== 'incomplete') return null
  const whole = change.problem === null ? [] : [problemText(change.problem)]
  const steps = change.steps.flatMap(({ action, name, problem }) =>
    problem === null ? [] : [`${action} ${name}: ${problemText(problem)}`],
  )
  const what = change.to === 'Maintenance' ? 'entering' : 'leaving'
  return `${what} maintenance is incomplete. ${[...whole, ...steps].join('; ')}`
}

/** Its code, by which it can be looked up, and what the engine or the system said. */
function problemText(problem: Problem): string {
  return 'detail' in problem ? `${problem.code} (${problem.detail})` : problem.code
}

function ofDrift(before: ProductView | undefined, after: ProductView): readonly Line[] {
  const known = new Set(before?.drift.map(({ container }) => container))
  const names = new Map(membersOf(after).map(({ id, name }) => [id, name]))
  return after.drift
    .filter(({ container }) => !known.has(container))
    .map(({ container }) => ({
      level: 'warning',
      text: `${names.get(container) ?? container} runs although the product is in maintenance`,
    }))
}

function ofObserver(before: ObserverStatus | null, after: ObserverStatus | null): readonly Line[] {
  if (after === null) return []
  const [failedAs, failsAs] = [failureText(before), failureText(after)]
  const refusal = refusalText(after)
  return [
    ...(failsAs !== null && failsAs !== failedAs
      ? [{ level: 'warning', text: failsAs } as const]
      : []),
    ...(failsAs === null && failedAs !== null && before?.type === after.type
      ? [{ level: 'info', text: `the observer of ${after.watches} can tell again` } as const]
      : []),
    ...(refusal !== null && refusal !== refusalText(before)
      ? [{ level: 'warning', text: refusal } as const]
      : []),
  ]
}

/** By its cause's code alone: details differ from check to check, and would be told each time. */
function failureText(observer: ObserverStatus | null): string | null {
  if (observer?.lastCheck?.reading.says !== 'nothing') return null
  return `the observer of ${observer.watches} can’t tell (${observer.lastCheck.reading.problem.code}), so that nothing changes`
}

function refusalText(observer: ObserverStatus | null): string | null {
  if (!observer?.refused) return null
  return `the observer of ${observer.watches} wants a change, which did not succeed: ${problemText(observer.refused)}`
}
