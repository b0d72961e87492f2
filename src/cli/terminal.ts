/** Where progress goes: stderr, so that stdout is the answer alone. */
export interface Terminal {
  line(text: string): void
  /** In place, at the bottom; on a terminal only. */
  status(text: string): void
  clear(): void
}

interface Stream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

/** Erases the line that the cursor is on, and goes to its beginning. */
const erase = '\r\u{1b}[2K'

/** @param env `CI` and `TERM=dumb`: nothing is written in place */
export function createTerminal(
  stream: Stream,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const inPlace = stream.isTTY === true && !env.CI && env.TERM !== 'dumb'
  let shown = ''
  const show = (text: string): void => {
    if (!inPlace || text === shown) return
    shown = text.slice(0, (stream.columns ?? 80) - 1)
    stream.write(`${erase}${shown}`)
  }
  return {
    line: (text) => {
      const below = shown
      if (inPlace) shown = ''
      stream.write(`${inPlace ? erase : ''}${text}\n`)
      if (below !== '') show(below)
    },
    status: show,
    clear: () => {
      if (shown !== '') stream.write(erase)
      shown = ''
    },
  }
}
