import type { ApiEnvironment } from '../shared/api/environments'
import { environments } from '../shared/api/environments'
import type { ApiProductDeployment } from '../shared/api/products'
import { productDeployments } from '../shared/api/products'
import type { Client } from './client'
import { CommandFailure } from './failure'

export interface Landscape {
  readonly environments: readonly ApiEnvironment[]
  readonly productDeployments: readonly ApiProductDeployment[]
}

/** All environments, or the one that is named, with their products. */
export async function landscapeOf(client: Client, environment?: string): Promise<Landscape> {
  const all = await client.get('environments', environments)
  const chosen =
    environment === undefined
      ? all.value.environments
      : [oneOf(all.value.environments, environment, 'environment', environmentNames)]
  const lists = await Promise.all(
    chosen.map(({ environmentId }) =>
      client.get(`environments/${environmentId}/product-deployments`, productDeployments),
    ),
  )
  return {
    environments: chosen,
    productDeployments: lists.flatMap(({ value }) => value.productDeployments),
  }
}

/** By name or id, in the environment that is named, or in any: then there may be one only. */
export function chooseProduct(landscape: Landscape, product: string): ApiProductDeployment {
  return oneOf(
    landscape.productDeployments,
    product,
    'product',
    ({ productName, productDeploymentId }) => [productDeploymentId, productName],
    ({ environmentId }) => `--environment ${environmentId}`,
  )
}

export function pathOf({ environmentId, productDeploymentId }: ApiProductDeployment): string {
  return `environments/${environmentId}/product-deployments/${productDeploymentId}`
}

function environmentNames({ environmentId, name }: ApiEnvironment): readonly string[] {
  return [environmentId, name]
}

/** An id before a name, and a name as it is written before one in other letters. */
function oneOf<T>(
  all: readonly T[],
  wanted: string,
  what: string,
  namesOf: (one: T) => readonly string[],
  toName: (one: T) => string = (one) => namesOf(one)[0] ?? '',
): T {
  const exact = all.filter((one) => namesOf(one).includes(wanted))
  const found =
    exact.length > 0
      ? exact
      : all.filter((one) =>
          namesOf(one).some((name) => name.toLowerCase() === wanted.toLowerCase()),
        )
  const [first, second] = found
  if (first === undefined) {
    const names = all.map((one) => namesOf(one)[1] ?? '').sort()
    throw new CommandFailure(
      'not-found',
      `There is no ${what} ${wanted}.`,
      names.length === 0 ? 'There is none at all.' : `There are: ${names.join(', ')}.`,
    )
  }
  if (second !== undefined) {
    throw new CommandFailure(
      'usage',
      `${wanted} is the name of ${found.length}.`,
      `Say which: ${found.map(toName).join(', or ')}`,
    )
  }
  return first
}
