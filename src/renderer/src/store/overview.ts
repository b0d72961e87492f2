import { operationMode, operationModeOf } from '../../../shared/maintenance'
import type { OperationMode } from '../../../shared/maintenance'
import { membersOf } from '../../../shared/product'
import type { ProductView, Role, Status } from '../../../shared/product'
import { isTroubled } from './observer'
import { countedOf } from './tasks'

export const statuses: readonly Status[] = ['Running', 'PartiallyRunning', 'Stopped']

/** What the overview is narrowed down to; null lets all through. */
export interface Filter {
  readonly search: string
  readonly environment: string | null
  readonly mode: OperationMode | null
  readonly status: Status | null
}

/** The filter lives in the address, so that Back finds it again. */
export function filterFrom(parameters: URLSearchParams): Filter {
  const mode = operationMode.safeParse(parameters.get('mode'))
  return {
    search: parameters.get('search') ?? '',
    environment: parameters.get('environment'),
    mode: mode.success ? mode.data : null,
    status: statuses.find((status) => status === parameters.get('status')) ?? null,
  }
}

export function parametersOf({ search, environment, mode, status }: Filter): URLSearchParams {
  const named = { search: search === '' ? null : search, environment, mode, status }
  return new URLSearchParams(
    Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
}

export function isNarrowed(filter: Filter): boolean {
  return parametersOf(filter).size > 0
}

/** Every word of the search is in the name, the version, a stack, a service or the reason. */
function matches(product: ProductView, filter: Filter): boolean {
  return (
    (filter.environment === null || product.environmentId === filter.environment) &&
    (filter.mode === null || operationModeOf(product.maintenance) === filter.mode) &&
    (filter.status === null || product.status === filter.status) &&
    matchesSearch(product, filter.search)
  )
}

function matchesSearch(product: ProductView, search: string): boolean {
  const words = search
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return true
  const { maintenance } = product
  const said =
    maintenance.mode === 'Normal' || maintenance.mode === 'Unreadable'
      ? []
      : [maintenance.trigger.reason, maintenance.trigger.by]
  const names = product.stacks.flatMap(({ name, services }) => [
    name,
    ...services.map((service) => service.name),
  ])
  const text = [product.name, product.version ?? '', ...names, ...said]
    .join('\n')
    .toLocaleLowerCase()
  return words.every((word) => text.includes(word))
}

/**
 * Wants a person's eye: drift, a change that was not completed, a tag that can't be read, an
 * observer that can't tell or is not heeded.
 */
export function needsAttention({ maintenance, drift, change, observer }: ProductView): boolean {
  return (
    maintenance.mode === 'Unreadable' ||
    drift.length > 0 ||
    change?.state === 'incomplete' ||
    isTroubled(observer)
  )
}

export interface Overview {
  readonly inMaintenance: readonly ProductView[]
  readonly normal: readonly ProductView[]
}

/** In maintenance: what needs attention first, then the newest; normal ones by name. */
export function overviewOf(products: Iterable<ProductView>, filter: Filter): Overview {
  const shown = [...products].filter((product) => matches(product, filter))
  const [inMaintenance, normal] = [
    shown.filter((product) => product.maintenance.mode !== 'Normal'),
    shown.filter((product) => product.maintenance.mode === 'Normal'),
  ]
  return {
    inMaintenance: inMaintenance.toSorted(
      (one, other) =>
        Number(needsAttention(other)) - Number(needsAttention(one)) ||
        sinceOf(other).localeCompare(sinceOf(one)) ||
        byName(one, other),
    ),
    normal: normal.toSorted(
      (one, other) =>
        Number(needsAttention(other)) - Number(needsAttention(one)) || byName(one, other),
    ),
  }
}

function sinceOf({ maintenance }: ProductView): string {
  return maintenance.mode === 'Normal' || maintenance.mode === 'Unreadable'
    ? ''
    : maintenance.trigger.at
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

function byName(one: ProductView, other: ProductView): number {
  return (
    collator.compare(one.name, other.name) ||
    collator.compare(one.environmentId, other.environmentId)
  )
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

export function numbersOf(product: Pick<ProductView, 'stacks'>): Numbers {
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
