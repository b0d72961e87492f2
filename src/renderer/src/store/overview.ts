import { operationMode, operationModeOf } from '../../../shared/maintenance'
import type { OperationMode } from '../../../shared/maintenance'
import type { Status } from '../../../shared/product'
import type { ProductSummary } from '../../../shared/product-summary'
import { isTroubled } from './observer'

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
export function matches(product: ProductSummary, filter: Filter): boolean {
  return (
    (filter.environment === null || product.environmentId === filter.environment) &&
    (filter.mode === null || operationModeOf(product.maintenance) === filter.mode) &&
    (filter.status === null || product.status === filter.status) &&
    matchesSearch(product, filter.search)
  )
}

function matchesSearch(product: ProductSummary, search: string): boolean {
  const words = search
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return true
  const text = searchedTextOf(product)
  return words.every((word) => text.includes(word))
}

const searchedTexts = new WeakMap<ProductSummary, string>()

function searchedTextOf(product: ProductSummary): string {
  const known = searchedTexts.get(product)
  if (known !== undefined) return known
  const { name, version, names, maintenance } = product
  const said =
    maintenance.mode === 'Normal' || maintenance.mode === 'Unreadable'
      ? []
      : [maintenance.trigger.reason, maintenance.trigger.by]
  const text = [name, version ?? '', ...names, ...said].join('\n').toLocaleLowerCase()
  searchedTexts.set(product, text)
  return text
}

/**
 * Wants a person's eye: drift, a change that was not completed, a tag that can't be read, an
 * observer that can't tell or is not heeded.
 */
export function needsAttention({
  maintenance,
  drift,
  change,
  observer,
}: Pick<ProductSummary, 'maintenance' | 'drift' | 'change' | 'observer'>): boolean {
  return (
    maintenance.mode === 'Unreadable' ||
    drift.length > 0 ||
    change?.state === 'incomplete' ||
    isTroubled(observer)
  )
}
