import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { ProductView } from '../../../shared/product'
import { useAction } from '../store/action'
import { useBridge } from '../store/context'
import { refOf } from '../store/world'
import { driftReasons, driftText } from '../text/drift'
import { Callout } from './callout'
import { ProblemCallout } from './problem-callout'

interface DriftProperties {
  readonly product: ProductView
  readonly isChangeable: boolean
}

/** Containers that were started after the tag was hung. */
export function Drift({ product, isChangeable }: DriftProperties): ReactElement | null {
  const bridge = useBridge()
  const stop = useAction(() => bridge.call('maintenance.retry', { product: refOf(product) }))
  if (product.drift.length === 0) return null
  return (
    <>
      <Callout tone="danger" title={driftText(product)} heading="h2" live>
        {driftReasons(product).map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        <div>
          <Button loading={stop.pending} disabled={!isChangeable} onClick={stop.run}>
            Stop Again
          </Button>
        </div>
      </Callout>
      {stop.problem === null ? null : <ProblemCallout problem={stop.problem} live />}
    </>
  )
}
