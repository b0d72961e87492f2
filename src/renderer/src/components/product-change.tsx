import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Change } from '../../../shared/change'
import type { ProductView } from '../../../shared/product'
import { changeSummaryOf } from '../../../shared/product-summary'
import { confirmationPath } from '../paths'
import { useAction } from '../store/action'
import { useBridge } from '../store/context'
import { refOf } from '../store/world'
import { incompleteText } from '../text/attention'
import { confirmationText } from '../text/confirmation'
import { Callout } from './callout'
import { LinkButton } from './link-button'
import { ProblemCallout } from './problem-callout'
import { CancelChange } from './cancel-change'
import { Elsewhere } from './elsewhere'
import { ProgressPanel } from './progress-panel'

interface ProductChangeProperties {
  readonly product: ProductView
  readonly change: Change
  readonly isChangeable: boolean
}

/** The change that is under way, or what is left of one. */
export function ProductChange({
  product,
  change,
  isChangeable,
}: ProductChangeProperties): ReactElement {
  const bridge = useBridge()
  const retry = useAction(() => bridge.call('maintenance.retry', { product: refOf(product) }))
  const label = confirmationText[change.to].changing
  const canExit =
    product.maintenance.mode === 'Entering' && product.maintenance.trigger.source === 'Manual'
  return (
    <div className="stack">
      {change.problem?.code === 'went-offline' ? (
        <Callout tone="warn" title={confirmationText[change.to].interrupted} heading="h2" live>
          <p>{incompleteText(changeSummaryOf(change))} What was done stays done.</p>
        </Callout>
      ) : change.state === 'incomplete' ? (
        <Callout tone="danger" title={confirmationText[change.to].incomplete} heading="h2" live>
          <p>{incompleteText(changeSummaryOf(change))} Retry does what is left.</p>
          <div className="row">
            <Button loading={retry.pending} disabled={!isChangeable} onClick={retry.run}>
              Retry
            </Button>
            {canExit && isChangeable ? (
              <LinkButton to={confirmationPath('Normal', product)}>Exit Maintenance</LinkButton>
            ) : null}
          </div>
        </Callout>
      ) : (
        <h2>{label}</h2>
      )}
      {retry.problem === null ? null : <ProblemCallout problem={retry.problem} live />}
      {change.state === 'elsewhere' ? (
        <Elsewhere product={product} to={change.to} isChangeable={isChangeable} />
      ) : null}
      <ProgressPanel change={change} label={label}>
        {change.state === 'running' ? (
          <CancelChange product={product} cancelling={change.cancelling} />
        ) : null}
      </ProgressPanel>
    </div>
  )
}
