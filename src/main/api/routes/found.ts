import type { ApiProblem } from '../../../shared/api/problem'
import type { Environment } from '../../../shared/environment'
import type { EnvironmentId, ProductRef } from '../../../shared/ids'
import type { ProductView } from '../../../shared/product'
import { failed, ok } from '../../../shared/result'
import type { Result } from '../../../shared/result'
import type { Shown } from '../../shown'
import { problemFrom } from '../problems'

export function environmentIn(
  { environments }: Pick<Shown, 'environments'>,
  id: EnvironmentId,
): Result<Environment, ApiProblem> {
  const found = environments.find((each) => each.id === id)
  return found === undefined ? failed(problemFrom({ code: 'environment-not-found' })) : ok(found)
}

export function productIn(
  shown: Pick<Shown, 'environments' | 'products'>,
  { environmentId, productDeploymentId }: ProductRef,
): Result<ProductView, ApiProblem> {
  const environment = environmentIn(shown, environmentId)
  if (!environment.ok) return environment
  const found = shown.products.find(
    (each) => each.environmentId === environmentId && each.id === productDeploymentId,
  )
  return found === undefined ? failed(problemFrom({ code: 'product-not-found' })) : ok(found)
}
