import { useEffect } from 'react'
import { useParams } from 'react-router'
import { environmentId, keyOf, productDeploymentId } from '../../../shared/ids'
import type { ProductView } from '../../../shared/product'
import type { ProductSummary } from '../../../shared/product-summary'
import { useFollow, useWorld } from './context'
import { refOf } from './world'

/** As lists show it; undefined when there is none any more. */
export function useListedProduct(key: string): ProductSummary | undefined {
  return useWorld((world) => world.products.get(key))
}

/**
 * The product deployment that the address names, with its containers, as long as the page is there;
 * null until main has told it, and undefined when there is none.
 */
export function useAddressedProduct(): ProductView | null | undefined {
  const parameters = useParams()
  const environment = environmentId.safeParse(parameters.environmentId)
  const product = productDeploymentId.safeParse(parameters.productDeploymentId)
  const key =
    environment.success && product.success
      ? keyOf({ environmentId: environment.data, productDeploymentId: product.data })
      : null
  const isThere = useWorld((world) => key !== null && world.products.has(key))
  const follow = useFollow()
  useEffect(() => {
    const [environmentId, productDeploymentId] = [environment.data, product.data]
    if (!isThere || environmentId === undefined || productDeploymentId === undefined) return
    follow({ environmentId, productDeploymentId })
    return () => follow(null)
  }, [follow, isThere, environment.data, product.data])
  const followed = useWorld((world) => world.followed)
  if (!isThere) return undefined
  return followed !== null && keyOf(refOf(followed)) === key ? followed : null
}
