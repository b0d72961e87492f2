import type { Maintenance } from '../../../shared/maintenance'

/** Why there is nothing that a person could take over; null where there is. */
export type TakeoverObstacle = 'not-in-maintenance' | 'manual' | 'exiting' | 'unreadable' | null

export function obstacleToTakeover(maintenance: Maintenance): TakeoverObstacle {
  switch (maintenance.mode) {
    case 'Normal':
      return 'not-in-maintenance'
    case 'Unreadable':
      return 'unreadable'
    case 'Exiting':
      return 'exiting'
    case 'Entering':
    case 'Maintenance':
      return maintenance.trigger.source === 'Manual' ? 'manual' : null
  }
}
