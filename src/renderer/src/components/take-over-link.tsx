import type { ReactElement } from 'react'
import type { ProductView } from '../../../shared/product'
import { takeOverPath } from '../paths'
import { obstacleToTakeover } from '../store/takeover'
import { LinkButton } from './link-button'

/** The way round an observer, where it is the observer who owns the maintenance. */
export function TakeOverLink({ product }: { product: ProductView }): ReactElement | null {
  if (obstacleToTakeover(product.maintenance) !== null) return null
  return (
    <div className="row">
      <LinkButton to={takeOverPath(product)}>Take over…</LinkButton>
    </div>
  )
}
