import type { EnvironmentId } from '../../shared/ids'
import type { OperationMode } from '../../shared/maintenance'
import type { ProductView } from '../../shared/product'

export const settingsPath = '/settings'
export const newEnvironmentPath = '/settings/new-environment'
export const historyPath = '/history'

export function environmentPath(id: EnvironmentId): string {
  return `/settings/environments/${id}`
}

/** The overview of that environment alone. */
export function environmentOverviewPath({ id }: { readonly id: EnvironmentId }): string {
  return `/?environment=${id}`
}

type Placed = Pick<ProductView, 'environmentId' | 'id'>

export function productPath({ environmentId, id }: Placed): string {
  return `/product/${environmentId}/${id}`
}

/** The page that asks before it takes an observer's maintenance over. */
export function takeOverPath({ environmentId, id }: Placed): string {
  return `/take-over/${environmentId}/${id}`
}

/** The page that asks before it puts the product into the mode. */
export function confirmationPath(to: OperationMode, { environmentId, id }: Placed): string {
  return `/${to === 'Maintenance' ? 'enter' : 'exit'}-maintenance/${environmentId}/${id}`
}

/** The page where a product's observer, setter and variables are set up. */
export function automationPath({ environmentId, id }: Placed): string {
  return `/automation/${environmentId}/${id}`
}

/** What happened to one product. */
export function productHistoryPath({ environmentId, id }: Placed): string {
  return `${historyPath}?product=${environmentId}/${id}`
}
