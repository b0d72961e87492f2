import { shortHash } from '../../src/shared/ids'
import { seeded } from '../support/world/random'

/** `npm run test:chaos` goes through few stories, `TAGOUT_CHAOS=long` through all. */
export const isLong = process.env.TAGOUT_CHAOS === 'long'

/** The short form tells the same stories each time, the long one others; any can be told again. */
const seed = Number(
  process.env.TAGOUT_CHAOS_SEED ?? (isLong ? Math.floor(Math.random() * 1e9) : 20261125),
)

/** What is left to chance in one run: the same for the same seed and name. */
export interface Chance {
  /** 0 to below that. */
  below(limit: number): number
  oneOf<T>(all: readonly [T, ...T[]]): T
}

export function chanceOf(name: string): Chance {
  const random = seeded(parseInt(shortHash(`${seed} ${name}`), 16))
  const below = (limit: number): number => Math.floor(random() * limit)
  return { below, oneOf: (all) => all[below(all.length)] ?? all[0] }
}

/** How much was done and looked at. */
export interface Ledger {
  run(): void
  /** In words, for whoever looks for the cause of a failure. */
  fault(what: string): void
  asserted(count: number): void
  text(): string
}

export function createLedger(): Ledger {
  let [runs, faults, assertions] = [0, 0, 0]
  return {
    run: () => runs++,
    fault: (what) => {
      faults++
      process.stdout.write(`  ${what}\n`)
    },
    asserted: (count) => void (assertions += count),
    text: () =>
      `Chaos: ${runs} runs, ${faults} faults, ${assertions} assertions; ` +
      `TAGOUT_CHAOS_SEED=${seed}${isLong ? ' TAGOUT_CHAOS=long' : ''} tells them again`,
  }
}
