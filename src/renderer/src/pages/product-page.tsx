import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { ProductView } from '../../../shared/product'
import { Badge } from '../components/badge'
import { Breadcrumb } from '../components/breadcrumb'
import { Drift } from '../components/drift'
import { MaintenanceBanner } from '../components/maintenance-banner'
import { ModeAction } from '../components/mode-action'
import { ObserverPanel } from '../components/observer-panel'
import { OfflineBanner } from '../components/offline-banner'
import { PageHeading } from '../components/page-heading'
import { ProductCards } from '../components/product-cards'
import { ProductChange } from '../components/product-change'
import { StackPanel } from '../components/stack-panel'
import { StopDriftAgain } from '../components/stop-drift-again'
import { TakeOverLink } from '../components/take-over-link'
import { Untold } from '../components/telling'
import { productHistoryPath, productPath } from '../paths'
import { useEnvironment } from '../store/context'
import { useAddressedProduct } from '../store/product'
import { refOf } from '../store/world'
import { whyUnchangeable } from '../text/offline'
import { modeWords, statusWords } from '../text/words'
import { NotFoundPage } from './not-found-page'

export function ProductPage(): ReactElement | null {
  const product = useAddressedProduct()
  if (product === null) return null
  return product === undefined ? (
    <NotFoundPage />
  ) : (
    <Product key={productPath(product)} product={product} />
  )
}

function Product({ product }: { product: ProductView }): ReactElement {
  const environment = useEnvironment(product.environmentId)
  const obstacle = whyUnchangeable(environment)
  const { maintenance, change, stacks } = product
  return (
    <>
      <div className="page-head">
        <div className="stack-tight">
          <Breadcrumb product={product} />
          <PageHeading title={product.name}>{product.name}</PageHeading>
          <div className="row">
            <span className="muted">
              {product.version === null ? 'No version given' : `Version ${product.version}`} ·{' '}
              {environment?.name ?? product.environmentId}
            </span>
            <Badge words={statusWords(product.status)} />
            <Badge
              words={modeWords(maintenance.mode)}
              locked={maintenance.mode === 'Maintenance'}
            />
            <Link to={productHistoryPath(product)} className="small">
              History
            </Link>
          </div>
        </div>
        <ModeAction product={product} obstacle={obstacle} />
      </div>
      {environment === undefined ? null : (
        <OfflineBanner environment={environment} asOf={product.asOf} />
      )}
      <MaintenanceBanner maintenance={maintenance} observer={product.observer}>
        <TakeOverLink product={product} />
      </MaintenanceBanner>
      {change === null ? (
        <Untold telling={product.told} />
      ) : (
        <ProductChange product={product} change={change} isChangeable={obstacle === null} />
      )}
      <Drift product={product} isChangeable={obstacle === null} />
      <ProductCards product={product} />
      <ObserverPanel product={product} />
      <div className="panel panel-body">
        <StopDriftAgain product={refOf(product)} />
      </div>
      <section className="stack" aria-labelledby="stacks">
        <h2 id="stacks">Stacks ({stacks.length})</h2>
        {stacks.length === 0 ? (
          <p className="muted">No container of this product exists any more.</p>
        ) : (
          stacks.map((stack) => <StackPanel key={stack.name} stack={stack} drift={product.drift} />)
        )}
      </section>
    </>
  )
}
