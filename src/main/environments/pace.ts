import type { Clock } from '../maintenance/ports'

interface Pace {
  /** Works under way at the same time. */
  readonly atOnce: number
  /** Milliseconds from the begin of one work to that of the next of the same key. */
  readonly apart: number
}

/**
 * Work that makes something current, at a pace: of each key one at a time, and once more if it was
 * asked for again meanwhile. The first of a key begins at once, when there is room.
 */
export function createPace(
  clock: Clock,
  { atOnce, apart }: Pace,
): (key: string, work: () => Promise<void>) => void {
  const turns = new Map<string, { again: boolean }>()
  const ready: (() => void)[] = []
  let underWay = 0

  function proceed(): void {
    while (underWay < atOnce) {
      const next = ready.shift()
      if (next === undefined) return
      underWay++
      next()
    }
  }

  function begin(key: string, turn: { again: boolean }, work: () => Promise<void>): void {
    ready.push(() => {
      const began = clock.now()
      turn.again = false
      const end = (): void => {
        underWay--
        clock.after(Math.max(0, began + apart - clock.now()), () => {
          if (turn.again) begin(key, turn, work)
          else turns.delete(key)
        })
        proceed()
      }
      void work().finally(end)
    })
    proceed()
  }

  return (key, work) => {
    const turn = turns.get(key)
    if (turn === undefined) {
      const begun = { again: false }
      turns.set(key, begun)
      begin(key, begun, work)
    } else turn.again = true
  }
}
