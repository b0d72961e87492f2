import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { ProductView } from '../../../shared/product'
import { useAction } from '../store/action'
import { useBridge } from '../store/context'
import { refOf } from '../store/world'
import { problemText } from '../text/problem'

interface CancelChangeProperties {
  readonly product: ProductView
  readonly cancelling: boolean
}

/** Cancel means: no further step is begun. What the engine is at goes on. */
export function CancelChange({ product, cancelling }: CancelChangeProperties): ReactElement {
  const bridge = useBridge()
  const cancel = useAction(() => bridge.call('maintenance.cancel', { product: refOf(product) }))
  return (
    <span className="row">
      <span className="small muted" role="status">
        {cancelling ? 'Cancelling: no further step is begun, those under way end.' : ''}
        {cancel.problem === null ? '' : problemText(cancel.problem).what}
      </span>
      <Button
        variant="default"
        size="xs"
        disabled={cancelling}
        loading={cancel.pending}
        onClick={cancel.run}
        title="No further step is begun; those under way end"
      >
        Cancel
      </Button>
    </span>
  )
}
