import { membersOf } from '../../../shared/product'
import type { Drifting, ProductView } from '../../../shared/product'
import { unreachable } from '../../../shared/result'
import { countParts, listed } from './count'
import type { SwitchText } from './settings'

type WithDrift = Pick<ProductView, 'drift' | 'stacks'>

/** `Drift: 1 container runs although it should not: web.` */
export function driftText(product: WithDrift): string {
  const { drift } = product
  const should = drift.length === 1 ? 'runs although it should not' : 'run although they should not'
  const members = membersOf(product)
  const services = drift.filter(({ container }) =>
    members.some(({ id, swarm }) => id === container && swarm?.kind === 'service'),
  ).length
  return `Drift: ${countParts(drift.length - services, services)} ${should}: ${listed(namesOf(product, drift))}.`
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
  return namesOf(
    product,
    product.drift.filter((each) => each.kind === kind),
  )
}

function namesOf({ stacks }: WithDrift, drift: readonly Drifting[]): readonly string[] {
  const names = new Map<string, string>(membersOf({ stacks }).map(({ id, name }) => [id, name]))
  return drift.map(({ container }) => names.get(container) ?? container)
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
