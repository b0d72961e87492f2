import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { confirmationPath } from '../paths'
import { LinkButton } from './link-button'

interface ModeActionProperties {
  readonly product: ProductView
  /** Why nothing can be changed now; null when it can. */
  readonly obstacle: string | null
}

/** The way to the other mode, where there is one for a person. */
export function ModeAction({ product, obstacle }: ModeActionProperties): ReactElement | null {
  const to = offered(product)
  if (to === null) return null
  const text = to === 'Maintenance' ? 'Enter Maintenance' : 'Exit Maintenance'
  if (obstacle !== null) {
    return (
      <div className="stack-tight action-refused">
        <Button disabled>{text}</Button>
        <p className="small muted">{obstacle}</p>
      </div>
    )
  }
  return (
    <LinkButton
      to={confirmationPath(to, product)}
      variant="filled"
      color={to === 'Maintenance' ? 'amber' : 'petrol'}
    >
      {text}
    </LinkButton>
  )
}

function offered({ maintenance }: ProductView): OperationMode | null {
  if (maintenance.mode === 'Normal') return 'Maintenance'
  const isManual = maintenance.mode === 'Maintenance' && maintenance.trigger.source === 'Manual'
  return isManual ? 'Normal' : null
}
