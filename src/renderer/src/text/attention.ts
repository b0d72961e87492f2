import type { ObserverStatus } from '../../../shared/observer'
import type { ChangeSummary, ProductSummary } from '../../../shared/product-summary'
import { isTroubled } from '../store/observer'
import { driftText } from './drift'
import { observationText } from './observer'
import { problemText, shortfallText } from './problem'
import { sinceText } from './time'

/** What of a product needs a person's eye, a sentence each. */
export function troublesOf(product: ProductSummary): readonly string[] {
  const { maintenance, drift, change, observer } = product
  return [
    ...(maintenance.mode === 'Unreadable'
      ? [`The tag ${maintenance.volume} on the host can’t be read by this Tagout.`]
      : []),
    ...(change?.state === 'incomplete' ? [incompleteText(change)] : []),
    ...(drift.length === 0 ? [] : [driftText(product)]),
    ...observerTroubles(observer),
  ]
}

function observerTroubles(observer: ObserverStatus | null): readonly string[] {
  if (observer === null || !isTroubled(observer)) return []
  const { lastCheck, failingSince, refused } = observer
  const problem = lastCheck?.reading.says === 'nothing' ? lastCheck.reading.problem : null
  return [
    ...(failingSince === null
      ? []
      : [
          `Its observer can’t tell, ${sinceText(failingSince)}${problem === null ? '.' : `: ${observationText(problem).what}`}`,
        ]),
    ...(refused === null
      ? []
      : [`What its observer says could not be done: ${problemText(refused).what}`]),
  ]
}

/** `Entering is incomplete: 2 containers failed, 1 not begun.` */
export function incompleteText({ to, totals, problem }: ChangeSummary): string {
  const which = to === 'Maintenance' ? 'Entering maintenance' : 'Exiting maintenance'
  if (problem?.code === 'went-offline') {
    return `${which} was interrupted: the connection was lost. It goes on by itself when it is back.`
  }
  const { failed, notBegun } = totals
  const shortfall = shortfallText(failed, notBegun)
  const why = shortfall === '' && problem !== null ? problemText(problem).what : `${shortfall}.`
  return why === '.' ? `${which} is incomplete.` : `${which} is incomplete: ${why}`
}
