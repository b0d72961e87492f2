import type { ReactElement } from 'react'
import type { ProductView } from '../../../shared/product'
import { useEnvironment } from '../store/context'
import { triggeredByText } from '../text/words'
import { Facts } from './facts'
import { NoReason } from './maintenance-entry'
import { Elapsed, Moment } from './time'

export function CurrentMaintenance({ product }: { product: ProductView }): ReactElement {
  const environment = useEnvironment(product.environmentId)
  const { maintenance } = product
  const trigger =
    maintenance.mode === 'Normal' || maintenance.mode === 'Unreadable' ? null : maintenance.trigger
  return (
    <Facts
      facts={[
        { name: 'Product', value: product.name },
        { name: 'Version', value: product.version ?? 'not given' },
        { name: 'Environment', value: environment?.name ?? product.environmentId },
        ...(trigger === null
          ? []
          : [
              { name: 'Triggered by', value: triggeredByText(trigger.source, trigger.by) },
              { name: 'Reason', value: trigger.reason === '' ? <NoReason /> : trigger.reason },
              { name: 'Since', value: <Moment at={trigger.at} /> },
              { name: 'Duration', value: <Elapsed since={trigger.at} /> },
            ]),
      ]}
    />
  )
}
