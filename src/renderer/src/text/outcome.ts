import type { ContainerOutcome } from '../../../shared/change'
import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { unreachable } from '../../../shared/result'
import { countParts } from './count'
import type { Words } from './words'

/** A request for what was so already, or was on its way there by another's doing. */
export function alreadyText(
  to: OperationMode,
  { name, maintenance }: Pick<ProductView, 'name' | 'maintenance'>,
): { readonly heading: string; readonly sentence: string } {
  if (to === 'Normal') {
    return maintenance.mode === 'Exiting'
      ? {
          heading: 'Already Exiting Maintenance Mode',
          sentence: `${maintenance.exit.by} was faster: ${name} is on its way back to normal operation.`,
        }
      : {
          heading: 'Already in Normal Operation',
          sentence: `${name} was in normal operation already.`,
        }
  }
  if (maintenance.mode === 'Normal' || maintenance.mode === 'Unreadable') {
    return {
      heading: 'Already in Maintenance Mode',
      sentence: `${name} was in maintenance mode already.`,
    }
  }
  const { by, reason, source } = maintenance.trigger
  const why = reason === '' ? '' : ` Their reason: ${reason}`
  const who = source === 'Observer' ? 'An observer' : by
  return maintenance.mode === 'Entering'
    ? {
        heading: 'Already Entering Maintenance Mode',
        sentence: `${who} was faster: ${name} is on its way into maintenance mode.${why}`,
      }
    : {
        heading: 'Already in Maintenance Mode',
        sentence: `${who} was faster: ${name} is already in maintenance mode.${why}`,
      }
}

/** What was done, in numbers, and that it lasts. */
export function doneText(to: OperationMode, containers: readonly ContainerOutcome[]): string {
  const of = (result: ContainerOutcome['result']): number =>
    containers.filter((container) => container.result === result).length
  if (to === 'Normal') {
    const started = countParts(of('started') + of('paused'), of('service-started'))
    return started === '' ? '' : `${started} started again.`
  }
  const stopped = countParts(of('stopped'), of('service-stopped'))
  const what = stopped === '' ? '' : `${stopped} stopped. `
  return `${what}It stays down until someone exits maintenance mode, also when the host restarts.`
}

/** What became of one container, in a word or two. */
export function outcomeWords({ result, killed }: ContainerOutcome): Words {
  switch (result) {
    case 'stopped':
      return killed ? { text: 'Killed', tone: 'warn' } : { text: 'Stopped', tone: 'ok' }
    case 'started':
      return { text: 'Started', tone: 'ok' }
    case 'paused':
      return { text: 'Paused, as before', tone: 'ok' }
    case 'service-stopped':
      return { text: 'Scaled to no task', tone: 'ok' }
    case 'service-started':
      return { text: 'Scaled back', tone: 'ok' }
    case 'policy-only':
      return { text: 'Restart policy set', tone: 'ok' }
    case 'gone':
      return { text: 'Gone', tone: 'warn' }
    case 'failed':
      return { text: 'Failed', tone: 'danger' }
    case 'not-begun':
      return { text: 'Not begun', tone: 'neutral' }
    default:
      return unreachable(result)
  }
}
