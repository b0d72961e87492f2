import type { Clock } from '../maintenance/ports'
import type { RecordedHistory } from './history'

const day = 24 * 60 * 60 * 1000

/**
 * Forgets what is older than so many days (null is never), as soon as the history is there and
 * once a day from then on. Yields the function that ends it.
 */
export function keepPruned(
  history: Pick<RecordedHistory, 'opened' | 'prune'>,
  days: () => number | null,
  clock: Clock,
): () => void {
  let hasEnded = false
  let stop = (): void => {
    hasEnded = true
  }

  function prune(): void {
    if (hasEnded) return
    const kept = days()
    if (kept !== null) history.prune(new Date(clock.now() - kept * day).toISOString())
    const cancel = clock.after(day, prune)
    stop = () => {
      hasEnded = true
      cancel()
    }
  }

  void history.opened.then(prune)
  return () => stop()
}
