const numbers = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, USR1: 10, USR2: 12, TERM: 15 } as const
/** Those that the demo engine knows. */
export type Signal = keyof typeof numbers

export function numberOf(signal: Signal): number {
  return numbers[signal]
}

/** `SIGTERM`, `TERM` or `15`; null: not one of those. */
export function signalNamed(text: string): Signal | null {
  const name = text.toUpperCase().replace(/^SIG/, '')
  const found = Object.entries(numbers).find(
    ([known, number]) => known === name || String(number) === name,
  )
  return (found?.[0] as Signal | undefined) ?? null
}

/** Of a process that a signal ended. */
export function exitCodeOf(signal: Signal): number {
  return 128 + numbers[signal]
}
