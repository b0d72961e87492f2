import type { Container } from './container'

const firstBackOff = 100
const longestBackOff = 60_000
/** What ran so long begins its back-off afresh. */
const longEnough = 10_000

/**
 * Milliseconds until the next start of a container that has ended by itself; null: it stays down
 * (dockerd's `restartmanager`).
 */
export function backOffAfter({ restartPolicy, state, life }: Container): number | null {
  const { name, maximumRetryCount } = restartPolicy
  const isOnceMore = maximumRetryCount === 0 || state.restartCount < maximumRetryCount
  const restarts =
    name === 'always' ||
    (name === 'unless-stopped' && !state.stoppedByHand) ||
    (name === 'on-failure' && state.exitCode !== 0 && isOnceMore)
  if (!restarts) return null
  const ran = (state.finishedAt ?? 0) - (state.startedAt ?? 0)
  const before = ran >= longEnough ? 0 : life.backedOff
  return before === 0 ? firstBackOff : Math.min(before * 2, longestBackOff)
}

/** Whether a daemon that comes up starts it, by how it was when the daemon went down. */
export function comesBack({ restartPolicy: { name }, state }: Container): boolean {
  if (state.startedAt === null) return false
  return (
    name === 'always' ||
    (name === 'unless-stopped' && !state.stoppedByHand) ||
    (name === 'on-failure' && state.exitCode !== 0)
  )
}
