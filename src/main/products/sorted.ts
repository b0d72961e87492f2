/** By code units: the same on every desktop, whatever its language. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** Where the first one is that is not before the text, in what is sorted by that text. */
export function placeIn<T>(
  sorted: readonly T[],
  textOf: (each: T) => string,
  text: string,
): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const each = sorted[middle]
    if (each !== undefined && byText(textOf(each), text) < 0) low = middle + 1
    else high = middle
  }
  return low
}

export function grouped<T>(
  all: Iterable<T>,
  keyOf: (each: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const key = keyOf(each)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return groups
}

export function sortedGroups<T>(
  all: Iterable<T>,
  keyOf: (each: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  return [...grouped(all, keyOf)].sort(([one], [other]) => byText(one, other))
}
