import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Outcome } from '../../../shared/change'
import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { Callout } from '../components/callout'
import { LinkButton } from '../components/link-button'
import { OutcomeTable } from '../components/outcome-table'
import { ResultHeading } from '../components/page-heading'
import { Disclosure, Panel } from '../components/panel'
import { ProblemCallout } from '../components/problem-callout'
import { Untold } from '../components/telling'
import { confirmationPath, productPath } from '../paths'
import { confirmationText } from '../text/confirmation'
import { shortfallText } from '../text/problem'

interface IncompleteProperties {
  readonly to: OperationMode
  readonly product: ProductView
  readonly outcome: Outcome
  readonly unchangeable: string | null
  readonly onRetry: () => void
}

/** It ended and something is left: what failed and why, and how to go on. */
export function Incomplete(properties: IncompleteProperties): ReactElement {
  const { to, product, outcome, unchangeable, onRetry } = properties
  const { incomplete } = confirmationText[to]
  const left = outcome.containers.filter(
    ({ result }) => result === 'failed' || result === 'not-begun',
  )
  const rest = outcome.containers.filter((container) => !left.includes(container))
  const failed = left.filter(({ result }) => result === 'failed').length
  const shortfall = shortfallText(failed, left.length - failed)
  const { maintenance } = product
  const canExit =
    to === 'Maintenance' &&
    (maintenance.mode === 'Entering' || maintenance.mode === 'Maintenance') &&
    maintenance.trigger.source === 'Manual'
  return (
    <div className="stack-wide">
      <ResultHeading title={incomplete}>{incomplete}</ResultHeading>
      <Callout
        tone="danger"
        title={`${product.name}: ${shortfall === '' ? 'not all was done' : shortfall}.`}
      >
        <p>
          Nothing was rolled back. Retry does what is left
          {canExit ? '; exiting starts again what was stopped' : ''}.
        </p>
      </Callout>
      {outcome.problem === null ? null : <ProblemCallout problem={outcome.problem} />}
      <Untold telling={outcome.telling} />
      {left.length === 0 ? null : (
        <Panel title="What is left" flush>
          <OutcomeTable label="What is left" containers={left} all={outcome.containers} />
        </Panel>
      )}
      {unchangeable === null ? null : <p className="strong">{unchangeable}</p>}
      <div className="row">
        <Button disabled={unchangeable !== null} onClick={onRetry}>
          Retry
        </Button>
        {canExit ? (
          <LinkButton to={confirmationPath('Normal', product)}>Exit Maintenance</LinkButton>
        ) : null}
        <LinkButton to={productPath(product)}>View Deployment</LinkButton>
      </div>
      {rest.length === 0 ? null : (
        <Disclosure summary={`What was done (${rest.length})`}>
          <OutcomeTable label="What was done" containers={rest} />
        </Disclosure>
      )}
    </div>
  )
}
