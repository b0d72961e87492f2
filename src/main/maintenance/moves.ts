/** What moves on the host while somebody waits, or doesn't look. */
export interface Moves {
  moved(): void
  /** What is seen from here on is newer than what moved until here. */
  looking(): void
  /** Calls with each move since the last look, until the yielded function is called. */
  upon(callback: () => void): () => void
}

/** For one who waits at a time. */
export function createMoves(): Moves {
  const nobody = (): void => undefined
  let hasMoved = false
  let call = nobody
  return {
    moved: () => {
      hasMoved = true
      call()
    },
    looking: () => {
      hasMoved = false
    },
    upon: (callback) => {
      call = callback
      if (hasMoved) callback()
      return () => {
        call = nobody
      }
    },
  }
}
