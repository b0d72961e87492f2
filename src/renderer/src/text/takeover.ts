import { unreachable } from '../../../shared/result'
import type { TakeoverObstacle } from '../store/takeover'

export const takeoverText = {
  heading: 'Take Over Maintenance',
  submit: 'Take Over',
  question: (product: string) =>
    `Are you sure you want to take over the maintenance of ${product}?`,
  consequences: [
    'The observer no longer ends it, whatever the observed system says: from then on only a person does.',
    'Nothing is started or stopped by it. The product stays in maintenance until someone exits it.',
    'It is meant for emergencies (break-glass), and can’t be undone: your name, the time and your reason stay on record, for everyone to see.',
  ],
  reasonMissing: 'Say why before you take over.',
}

/** Why there is nothing to take over. */
export function takeoverObstacleText(
  obstacle: NonNullable<TakeoverObstacle>,
  product: string,
): string {
  switch (obstacle) {
    case 'not-in-maintenance':
      return `${product} is in normal operation, so there is no maintenance to take over.`
    case 'manual':
      return `The maintenance of ${product} is Manual: a person can exit it as it is.`
    case 'exiting':
      return `${product} is on its way back to normal operation already.`
    case 'unreadable':
      return 'A tag hangs on the Docker host that this Tagout can’t read, so nothing may be changed.'
    default:
      return unreachable(obstacle)
  }
}
