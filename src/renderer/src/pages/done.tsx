import type { ReactElement } from 'react'
import type { Outcome } from '../../../shared/change'
import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { Callout } from '../components/callout'
import { DoneContainers } from '../components/done-containers'
import { LinkButton } from '../components/link-button'
import { ResultHeading } from '../components/page-heading'
import { Untold } from '../components/telling'
import { productPath } from '../paths'
import { useOverviewMemory } from '../store/context'
import { confirmationText } from '../text/confirmation'
import { alreadyText, doneText } from '../text/outcome'

interface DoneProperties {
  readonly to: OperationMode
  readonly product: ProductView
  readonly outcome: Outcome
  /** By itself, after the connection had been lost. */
  readonly wentOn: boolean
}

/** It is so: by this change, or by another's that was faster. */
export function Done({ to, product, outcome, wentOn }: DoneProperties): ReactElement {
  const overview = useOverviewMemory()
  const text = confirmationText[to]
  const isAlready = outcome.result === 'already'
  const heading = isAlready ? alreadyText(to, product).heading : text.done
  return (
    <div className="stack-wide">
      <ResultHeading title={heading}>{heading}</ResultHeading>
      {isAlready ? (
        <Callout tone="accent" title={alreadyText(to, product).sentence} />
      ) : (
        <Callout tone="ok" title={text.doneSentence(product.name)}>
          <p>
            <span className="transition-picture">{text.transition}</span>
          </p>
          <p>
            {doneText(to, outcome.containers)}
            {wentOn
              ? ' The connection had been lost in the middle; it was completed all the same.'
              : ''}
          </p>
        </Callout>
      )}
      <Untold telling={outcome.telling} />
      <DoneContainers containers={outcome.containers} />
      <div className="row">
        <LinkButton to={productPath(product)} variant="filled">
          View Deployment
        </LinkButton>
        <LinkButton to={overview.path()}>All Deployments</LinkButton>
      </div>
    </div>
  )
}
