import { isUp } from '../../../src/shared/container'
import { withDetails } from './host-container'
import type { HostContainer } from './host-container'

/** `killed`: with all that runs, 137. `orderly`: what runs heeds its SIGTERM, and ends with 0. */
export type DaemonEnd = 'killed' | 'orderly'

/** What a daemon's end makes of a container. It does not count as stopped by hand. */
export function shutDown(
  container: HostContainer,
  end: DaemonEnd,
  finishedAt: string,
): HostContainer {
  if (!isUp(container.state)) return container
  const ended = withDetails(container, { finishedAt })
  return { ...ended, state: 'exited', health: 'none', exitCode: end === 'killed' ? 137 : 0 }
}

/**
 * Whether a daemon that begins starts it. As on a real engine: `always` also what was stopped by
 * hand, and `on-failure` whatever ended with another code than 0, by hand or not.
 */
export function broughtUp({ state, exitCode, manuallyStopped, details }: HostContainer): boolean {
  if (state !== 'exited') return false
  switch (details.restartPolicy.name) {
    case 'no':
      return false
    case 'always':
      return true
    case 'unless-stopped':
      return !manuallyStopped
    case 'on-failure':
      return exitCode !== 0
  }
}
