import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { ProductView } from '../../../shared/product'
import { DemoMark } from './demo'
import { environmentOverviewPath, productPath } from '../paths'
import { useEnvironment, useOverviewMemory, useWorld } from '../store/context'

interface BreadcrumbProperties {
  readonly product: ProductView
  /** The page below the product's own; without, the product's is the last one. */
  readonly page?: string
}

export function Breadcrumb({ product, page }: BreadcrumbProperties): ReactElement {
  const overview = useOverviewMemory()
  const environment = useEnvironment(product.environmentId)
  const isOneOfMany = useWorld(({ environments }) => environments.length > 1)
  return (
    <nav className="breadcrumb" aria-label="Breadcrumb">
      <Link to={overview.path()}>Overview</Link>
      <span aria-hidden>/</span>
      {environment === undefined || !isOneOfMany ? null : (
        <>
          <Link to={environmentOverviewPath(environment)}>{environment.name}</Link>
          <span aria-hidden>/</span>
        </>
      )}
      {page === undefined ? (
        <span aria-current="page">{product.name}</span>
      ) : (
        <>
          <Link to={productPath(product)}>{product.name}</Link>
          <span aria-hidden>/</span>
          <span aria-current="page">{page}</span>
        </>
      )}
      {environment === undefined ? null : <DemoMark environment={environment} />}
    </nav>
  )
}
