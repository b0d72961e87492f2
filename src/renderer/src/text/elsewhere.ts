import type { OperationMode, Owned } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'

/** `user@machine` of whoever decided the change that is under way; a takeover leaves it to them. */
export function carriedOutBy({ maintenance }: ProductView, to: OperationMode): string {
  switch (maintenance.mode) {
    case 'Normal':
    case 'Unreadable':
      return 'someone else'
    case 'Exiting':
      return to === 'Normal' ? maintenance.exit.by : enteredBy(maintenance)
    case 'Entering':
    case 'Maintenance':
      return enteredBy(maintenance)
  }
}

function enteredBy({ trigger, takenOverFrom }: Owned): string {
  return (takenOverFrom ?? trigger).by
}
