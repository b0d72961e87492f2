import type { ReactElement } from 'react'
import type { ContainerOutcome, Outcome } from '../../../shared/change'
import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { Callout } from '../components/callout'
import { LinkButton } from '../components/link-button'
import { OutcomeTable } from '../components/outcome-table'
import { ResultHeading } from '../components/page-heading'
import { Disclosure, Panel } from '../components/panel'
import { Untold } from '../components/telling'
import { productPath } from '../paths'
import { useOverviewMemory } from '../store/context'
import { confirmationText } from '../text/confirmation'

interface InterruptedProperties {
  readonly to: OperationMode
  readonly product: ProductView
  readonly outcome: Outcome
}

/** The connection was lost in the middle of it: what was done, and that it goes on by itself. */
export function Interrupted({ to, product, outcome }: InterruptedProperties): ReactElement {
  const overview = useOverviewMemory()
  const { interrupted } = confirmationText[to]
  const left = outcome.containers.filter(isLeft)
  const rest = outcome.containers.filter((container) => !isLeft(container))
  return (
    <div className="stack-wide">
      <ResultHeading title={interrupted}>{interrupted}</ResultHeading>
      <Callout tone="warn" title={`${product.name}: the connection was lost in the middle of it.`}>
        <p>
          Nothing has to be done: what was done stays done, and it goes on by itself as soon as the
          environment is connected again. This page shows it then.
        </p>
      </Callout>
      <Untold telling={outcome.telling} />
      {left.length === 0 ? null : (
        <Panel title="What is left">
          <ul className="stack-tight">
            {left.map(({ container, name, stack, service }) => (
              <li key={container}>
                <span className="mono">{name}</span>{' '}
                <span className="muted">
                  ({stack} / {service})
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <div className="row">
        <LinkButton to={productPath(product)} variant="filled">
          View Deployment
        </LinkButton>
        <LinkButton to={overview.path()}>All Deployments</LinkButton>
      </div>
      {rest.length === 0 ? null : (
        <Disclosure summary={`What was done (${rest.length})`}>
          <OutcomeTable label="What was done" containers={rest} />
        </Disclosure>
      )}
    </div>
  )
}

function isLeft({ result }: ContainerOutcome): boolean {
  return result === 'failed' || result === 'not-begun'
}
