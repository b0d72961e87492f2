/** What a Tagout is told that died in the middle of its work. */
export class Crash extends Error {
  constructor() {
    super('This Tagout has died')
  }
}

/** Burns down with each effect; where it ends, the process dies. */
export type Fuse =
  { readonly dies: 'never' } | { readonly dies: 'before' | 'after'; readonly effect: number }

/** Of one process, as long as it lasts. What is dead has no effect, and is answered nothing. */
export interface Life {
  isOver(): boolean
  end(): void
  /** How many effects it has had. */
  effects(): number
  /** Yields whether the effect came about; the process may die before it, or right after. */
  effect(carryOut: () => void): boolean
  /** The same as the work, but ends with a `Crash` when the process does not live to see it. */
  orCrash<T>(work: Promise<T>): Promise<T>
}

export function createLife(fuse: Fuse): Life {
  let over = false
  let effects = 0
  const mourners = new Set<() => void>()

  function end(): void {
    over = true
    for (const mourner of mourners) mourner()
  }

  function blows(when: 'before' | 'after'): boolean {
    return fuse.dies === when && fuse.effect === effects
  }

  return {
    isOver: () => over,
    end,
    effects: () => effects,
    effect: (carryOut) => {
      if (over) return false
      if (blows('before')) {
        end()
        return false
      }
      carryOut()
      const isTheLast = blows('after')
      effects++
      if (isTheLast) end()
      return !over
    },
    orCrash: async (work) => {
      const crashed = new Promise<never>((_, reject) => {
        const mourner = (): void => reject(new Crash())
        if (over) mourner()
        mourners.add(mourner)
      })
      return Promise.race([crashed, work])
    },
  }
}
