import type { ReactElement } from 'react'
import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { LinkButton } from '../components/link-button'
import { MaintenanceBanner } from '../components/maintenance-banner'
import { PageHeading } from '../components/page-heading'
import { TakeOverLink } from '../components/take-over-link'
import { confirmationPath, productPath } from '../paths'
import type { Obstacle } from '../store/confirmation'
import { confirmationText } from '../text/confirmation'
import { obstacleText } from '../text/obstacle'

interface ObstructedProperties {
  readonly to: OperationMode
  readonly product: ProductView
  readonly obstacle: NonNullable<Obstacle>
}

/** There is nothing to confirm here: why, and where to go instead. */
export function Obstructed({ to, product, obstacle }: ObstructedProperties): ReactElement {
  const { heading } = confirmationText[to]
  const { mode } = product.maintenance
  const canExit =
    to === 'Maintenance' &&
    (mode === 'Maintenance' || mode === 'Entering') &&
    product.maintenance.trigger.source === 'Manual'
  return (
    <>
      <PageHeading title={heading}>{heading}</PageHeading>
      <p className="large">{obstacleText(obstacle, to, product)}</p>
      {obstacle === 'tag-unreadable' || to === 'Maintenance' ? (
        <MaintenanceBanner maintenance={product.maintenance} observer={product.observer} />
      ) : null}
      <div className="row">
        <LinkButton to={productPath(product)} variant="filled">
          View Deployment
        </LinkButton>
        {canExit ? (
          <LinkButton to={confirmationPath('Normal', product)}>Exit Maintenance</LinkButton>
        ) : null}
        <TakeOverLink product={product} />
      </div>
    </>
  )
}
