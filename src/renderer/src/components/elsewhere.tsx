import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { useAction } from '../store/action'
import { useBridge } from '../store/context'
import { refOf } from '../store/world'
import { carriedOutBy } from '../text/elsewhere'
import { Callout } from './callout'
import { ProblemCallout } from './problem-callout'

interface ElsewhereProperties {
  readonly product: ProductView
  readonly to: OperationMode
  readonly isChangeable: boolean
}

/** Another Tagout carries the change out: whose, and what to do when nothing moves. */
export function Elsewhere({ product, to, isChangeable }: ElsewhereProperties): ReactElement {
  const bridge = useBridge()
  const retry = useAction(() => bridge.call('maintenance.retry', { product: refOf(product) }))
  return (
    <>
      <Callout tone="accent" title={`Carried out by the Tagout of ${carriedOutBy(product, to)}`}>
        <p>
          What you see is what the engine says. When nothing moves for a minute, this Tagout goes on
          with it; Retry does so at once.
        </p>
        <div>
          <Button
            variant="default"
            size="xs"
            loading={retry.pending}
            disabled={!isChangeable}
            onClick={retry.run}
          >
            Retry
          </Button>
        </div>
      </Callout>
      {retry.problem === null ? null : <ProblemCallout problem={retry.problem} live />}
    </>
  )
}
