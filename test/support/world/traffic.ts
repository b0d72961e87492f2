/**
 * When what was asked for reaches the host, and when its answer comes back. Nothing in the fakes
 * waits for time, so that a turn of the event loop drains all that can happen.
 */
export interface Traffic {
  /** Yields when it is this one's turn. */
  turn(): Promise<void>
  /** Yields when nothing is under way any more. */
  settled(): Promise<void>
}

/** Everything in the order in which it was asked for. */
export function orderly(): Traffic {
  return { turn: () => Promise.resolve(), settled: drained }
}

export interface ShuffledTraffic extends Traffic {
  /** Lets one thing go on, whichever the generator picks; false when nothing is under way. */
  goOn(): Promise<boolean>
}

/**
 * Everything that is under way at once goes on in whichever order the generator picks. Some of it
 * is slow, and rarely goes on before the rest.
 */
export function shuffled(random: () => number): ShuffledTraffic {
  const swift: (() => void)[] = []
  const slow: (() => void)[] = []

  async function goOn(): Promise<boolean> {
    await drained()
    const underWay = swift.length === 0 || (slow.length > 0 && random() < 0.03) ? slow : swift
    const [next] = underWay.splice(Math.floor(random() * underWay.length), 1)
    next?.()
    await drained()
    return next !== undefined
  }

  return {
    turn: () =>
      new Promise((resolve) => {
        const underWay = random() < 0.1 ? slow : swift
        underWay.push(resolve)
      }),
    goOn,
    settled: async () => {
      for (let steps = 0; await goOn(); steps++) {
        if (steps > 20_000) throw new Error('Never settles')
      }
    },
  }
}

/** Yields when all that can happen by itself has happened. */
export function drained(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
