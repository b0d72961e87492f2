import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'

/** `user@machine` of whoever decided the change that is under way. */
export function carriedOutBy({ maintenance }: ProductView, to: OperationMode): string {
  switch (maintenance.mode) {
    case 'Normal':
    case 'Unreadable':
      return 'someone else'
    case 'Exiting':
      return to === 'Normal' ? maintenance.exit.by : maintenance.trigger.by
    case 'Entering':
    case 'Maintenance':
      return maintenance.trigger.by
  }
}
