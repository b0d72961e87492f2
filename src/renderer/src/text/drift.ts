import type { Drifting, ProductShown } from '../../../shared/product'
import { unreachable } from '../../../shared/result'
import { countParts, listed } from './count'
import type { SwitchText } from './settings'

type WithDrift = Pick<ProductShown, 'drift'>

/** `Drift: 1 container runs although it should not: web.` */
export function driftText({ drift }: WithDrift): string {
  const should = drift.length === 1 ? 'runs although it should not' : 'run although they should not'
  const services = drift.filter(({ isService }) => isService).length
  return `Drift: ${countParts(drift.length - services, services)} ${should}: ${listed(drift.map(({ name }) => name))}.`
}

/** Where it came from, a sentence each, and what becomes of it. */
export function driftReasons(product: WithDrift): readonly string[] {
  const [known, appeared] = [ofKind(product, 'in-snapshot'), ofKind(product, 'appeared')]
  return [
    ...(known.length === 0
      ? []
      : [
          `${listed(known)} ${known.length === 1 ? 'was' : 'were'} started again after this product was put into maintenance.`,
        ]),
    ...(appeared.length === 0
      ? []
      : [
          `${listed(appeared)} did not exist when the maintenance began, so exiting maintenance won’t start ${appeared.length === 1 ? 'it' : 'them'}.`,
        ]),
  ]
}

function ofKind(product: WithDrift, kind: Drifting['kind']): readonly string[] {
  return product.drift.filter((each) => each.kind === kind).map(({ name }) => name)
}

/** What stands beside a drifting container. */
export function driftKindText(kind: Drifting['kind']): string {
  switch (kind) {
    case 'in-snapshot':
      return 'Drift'
    case 'appeared':
      return 'Drift, appeared'
    default:
      return unreachable(kind)
  }
}

export const stopDriftAgainText: SwitchText = {
  name: 'Stop drift again automatically',
  meaning:
    'A container that is started during maintenance is stopped again at once, as long as this Tagout runs.',
}
