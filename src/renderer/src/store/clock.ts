import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => listeners.forEach((listen) => listen()), 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const wholeSecond = (): number => Math.floor(Date.now() / 1000) * 1000

/** Milliseconds since 1970, to the second; one timer for all that tick, none when nothing does. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, wholeSecond)
}
