import { setTimeout as pause } from 'node:timers/promises'

/**
 * Looks until there is something to see, and yields it.
 * @param within milliseconds, after which it fails and says `what` was waited for
 */
export async function eventually<T>(
  look: () => Promise<T | null> | T | null,
  { within, what }: { readonly within: number; readonly what: string },
): Promise<T> {
  const deadline = Date.now() + within
  for (;;) {
    const seen = await look()
    if (seen !== null) return seen
    if (Date.now() > deadline) throw new Error(`Waited ${within} ms in vain: ${what}`)
    await pause(20)
  }
}
