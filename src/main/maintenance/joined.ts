/**
 * The same question of many at once, asked less often: calls made while one is under way share the
 * next one, so that each is answered by work that began after it was asked.
 */
export function joined<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null
  let next: Promise<T> | null = null

  function begin(): Promise<T> {
    next = null
    const begun = work()
    running = begun
    const clear = (): void => {
      if (running === begun) running = null
    }
    begun.then(clear, clear)
    return begun
  }

  return () => {
    if (running === null) return begin()
    next ??= running.then(begin, begin)
    return next
  }
}
