import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { OperationMode } from '../../../shared/maintenance'
import type { Problem } from '../../../shared/problem'
import type { ProductView } from '../../../shared/product'
import { LinkButton } from '../components/link-button'
import { ResultHeading } from '../components/page-heading'
import { ProblemCallout } from '../components/problem-callout'
import { productPath } from '../paths'
import { useOverviewMemory } from '../store/context'
import { confirmationText } from '../text/confirmation'

interface FailedProperties {
  readonly to: OperationMode
  readonly product: ProductView
  readonly problem: Problem
  readonly onAgain: () => void
}

/** It could not be begun. */
export function Failed({ to, product, problem, onAgain }: FailedProperties): ReactElement {
  const overview = useOverviewMemory()
  const { failed } = confirmationText[to]
  return (
    <div className="stack-wide">
      <ResultHeading title={failed}>{failed}</ResultHeading>
      <ProblemCallout problem={problem} />
      <div className="row">
        <Button onClick={onAgain}>Try Again</Button>
        <LinkButton to={productPath(product)}>View Deployment</LinkButton>
        <LinkButton to={overview.path()}>All Deployments</LinkButton>
      </div>
    </div>
  )
}
