/** Chance that is the same again from the same seed (mulberry32). */
export interface Random {
  /** From 0, and below 1. */
  next(): number
  /** From 0, and below the number. */
  below(number: number): number
  /** So many hexadecimal digits. */
  hex(digits: number): string
  /** From which it goes on. */
  state(): number
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    below: (number) => Math.floor(next() * number),
    hex: (digits) => {
      let text = ''
      while (text.length < digits) {
        text += Math.floor(next() * 2 ** 32)
          .toString(16)
          .padStart(8, '0')
      }
      return text.slice(0, digits)
    },
    state: () => state,
  }
}
