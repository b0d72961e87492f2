export type Direction = 'up' | 'down'

/** The same ones, with one of them a place further up or down. */
export function moved<T>(all: readonly T[], one: T, direction: Direction): readonly T[] {
  const from = all.indexOf(one)
  const to = from + (direction === 'up' ? -1 : 1)
  if (from === -1 || to < 0 || to >= all.length) return all
  const others = all.filter((each) => each !== one)
  return [...others.slice(0, to), one, ...others.slice(to)]
}
