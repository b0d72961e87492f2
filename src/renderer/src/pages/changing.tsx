import type { ReactElement } from 'react'
import type { Change } from '../../../shared/change'
import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { CancelChange } from '../components/cancel-change'
import { Elsewhere } from '../components/elsewhere'
import { ResultHeading } from '../components/page-heading'
import { ProgressPanel } from '../components/progress-panel'
import { confirmationText } from '../text/confirmation'

interface ChangingProperties {
  readonly to: OperationMode
  readonly product: ProductView
  /** null until the first is heard of it. */
  readonly change: Change | null
  readonly unchangeable: string | null
}

const unheardOf = {
  state: 'running',
  cancelling: false,
  telling: null,
  steps: [],
  problem: null,
} as const

export function Changing({ to, product, change, unchangeable }: ChangingProperties): ReactElement {
  const { changing } = confirmationText[to]
  const seen = change ?? { ...unheardOf, to }
  return (
    <>
      <div className="stack-tight">
        <ResultHeading title={changing}>{changing}</ResultHeading>
        <p className="muted">
          {product.name}. Leaving this page does not end it: it goes on, and is shown with the
          product.
        </p>
      </div>
      {seen.state === 'elsewhere' ? (
        <Elsewhere product={product} to={to} isChangeable={unchangeable === null} />
      ) : null}
      <ProgressPanel change={seen} label={changing}>
        {seen.state === 'elsewhere' ? null : (
          <CancelChange product={product} cancelling={seen.cancelling} />
        )}
      </ProgressPanel>
    </>
  )
}
