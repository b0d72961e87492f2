import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { unreachable } from '../../../shared/result'
import type { Obstacle } from '../store/confirmation'

/** Why there is nothing to confirm. */
export function obstacleText(
  obstacle: NonNullable<Obstacle>,
  to: OperationMode,
  { name, maintenance }: Pick<ProductView, 'name' | 'maintenance'>,
): string {
  switch (obstacle) {
    case 'already-so':
      if (to === 'Normal') {
        return maintenance.mode === 'Exiting'
          ? `${name} is on its way back to normal operation already.`
          : `${name} is in normal operation, so there is no maintenance to exit.`
      }
      return maintenance.mode === 'Entering'
        ? `${name} is on its way into maintenance mode already.`
        : `${name} is already in maintenance mode.`
    case 'owned-by-observer':
      return `An observer put ${name} into maintenance, so only the observer ends it: it returns to normal operation as soon as the observed system says normal.`
    case 'transition-in-progress':
      return `${name} is on its way back to normal operation. It can be put into maintenance once it is there.`
    case 'tag-unreadable':
      return `A tag hangs on the Docker host that this Tagout can’t read, so nothing may be changed.`
    default:
      return unreachable(obstacle)
  }
}
