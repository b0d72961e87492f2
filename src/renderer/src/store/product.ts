import { useParams } from 'react-router'
import { environmentId, keyOf, productDeploymentId } from '../../../shared/ids'
import type { ProductView } from '../../../shared/product'
import { useWorld } from './context'

/** The product deployment that the address names; undefined when there is none. */
export function useAddressedProduct(): ProductView | undefined {
  const parameters = useParams()
  const environment = environmentId.safeParse(parameters.environmentId)
  const product = productDeploymentId.safeParse(parameters.productDeploymentId)
  const key =
    environment.success && product.success
      ? keyOf({ environmentId: environment.data, productDeploymentId: product.data })
      : null
  return useWorld((world) => (key === null ? undefined : world.products.get(key)))
}
