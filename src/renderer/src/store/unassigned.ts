import type { EnvironmentId } from '../../../shared/ids'
import type { ProductShown, Unassigned } from '../../../shared/product'
import type { Filter } from './overview'
import type { MirroredWorld } from './world'

export interface UnassignedIn {
  /** null while there is only one environment. */
  readonly environmentName: string | null
  readonly container: Unassigned
}

/** By name, of the environments that the filter lets through; searched by name and image. */
export function unassignedIn(
  { environments, unassigned }: Pick<MirroredWorld, 'environments' | 'unassigned'>,
  filter: Filter,
): readonly UnassignedIn[] {
  if (filter.mode !== null || filter.status !== null) return []
  const words = filter.search.toLocaleLowerCase().split(/\s+/)
  return environments
    .filter(({ id }) => filter.environment === null || id === filter.environment)
    .flatMap(({ id, name }) =>
      (unassigned[id] ?? [])
        .filter((container) => {
          const text = `${container.name}\n${container.image}`.toLocaleLowerCase()
          return words.every((word) => text.includes(word))
        })
        .map((container) => ({
          environmentName: environments.length > 1 ? name : null,
          container,
        })),
    )
    .toSorted((one, other) => one.container.name.localeCompare(other.container.name))
}

/** When what is shown of an offline environment was last the engine's word (ISO 8601). */
export function newestKnown(
  products: Iterable<Pick<ProductShown, 'environmentId' | 'asOf'>>,
  environment: EnvironmentId,
): string | null {
  return [...products]
    .filter(({ environmentId }) => environmentId === environment)
    .reduce<string | null>(
      (newest, { asOf }) => (asOf !== null && (newest === null || asOf > newest) ? asOf : newest),
      null,
    )
}
