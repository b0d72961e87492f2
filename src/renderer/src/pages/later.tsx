import { lazy, useEffect } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'

const loads: (() => Promise<unknown>)[] = []

/** A page of a file of its own, which is loaded when the page is gone to, or by `useLater`. */
export function later<P>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  loads.push(load)
  return lazy(async () => ({ default: await load() }))
}

/** Milliseconds: by then the first page has been painted, and products have come. */
const soon = 1000

/** Loads all pages when nothing else is to be done, so that none is waited for. */
export function useLater(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of loads) requestIdleCallback(() => void load())
    }, soon)
    return () => clearTimeout(timer)
  }, [])
}
