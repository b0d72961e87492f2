import type { Change } from './change'
import { membersOf } from './product'
import type { ProductDeployment, ProductShown, ProductView, Role } from './product'
import { containersOf, totalsOf } from './progress'
import type { Totals } from './progress'
import { countedOf } from './tasks'

/** A change with its steps counted. */
export interface ChangeSummary extends Omit<Change, 'steps'> {
  readonly totals: Totals
}

/** A product deployment as lists show it: its containers are counted, and not there. */
export interface ProductSummary extends ProductShown {
  readonly numbers: Numbers
  /** Of its stacks and their services, to be searched. */
  readonly names: readonly string[]
  readonly change: ChangeSummary | null
}

export interface Numbers {
  readonly stacks: number
  readonly services: number
  /** Those that count for the status, and how many of them run. */
  readonly counted: number
  readonly running: number
  readonly ignored: number
  readonly oneShots: number
}

export function summaryOf({ stacks, change, ...shown }: ProductView): ProductSummary {
  return {
    ...shown,
    numbers: numbersOf({ stacks }),
    names: stacks.flatMap(({ name, services }) => [name, ...services.map((each) => each.name)]),
    change: change && changeSummaryOf(change),
  }
}

export function changeSummaryOf({ steps, ...change }: Change): ChangeSummary {
  return { ...change, totals: totalsOf(containersOf(steps)) }
}

export function numbersOf(product: Pick<ProductDeployment, 'stacks'>): Numbers {
  const members = membersOf(product)
  const ofRole = (role: Role) => countedOf(members.filter((member) => member.role === role))
  const counted = ofRole('member')
  return {
    stacks: product.stacks.length,
    services: product.stacks.reduce((sum, { services }) => sum + services.length, 0),
    counted: counted.all,
    running: counted.running,
    ignored: ofRole('ignored').all,
    oneShots: ofRole('one-shot').all,
  }
}
