/**
 * A map that yields another with some entries changed, and stays what it is. What was changed lies
 * over what was there; once that is much, both are laid together, so that a change costs in
 * proportion to the square root of the size.
 */
export interface Layered<K, V> extends ReadonlyMap<K, V> {
  /** Undefined: without that key. */
  with(changes: Iterable<readonly [K, V | undefined]>): Layered<K, V>
}

export function layered<K, V>(entries: ReadonlyMap<K, V>): Layered<K, V> {
  return entries instanceof Layers ? (entries as Layers<K, V>) : new Layers(entries, new Map())
}

class Layers<K, V> implements Layered<K, V> {
  readonly size: number

  constructor(
    private readonly base: ReadonlyMap<K, V>,
    private readonly over: ReadonlyMap<K, V | undefined>,
  ) {
    let size = base.size
    for (const [key, value] of over) size += Number(value !== undefined) - Number(base.has(key))
    this.size = size
  }

  with(changes: Iterable<readonly [K, V | undefined]>): Layered<K, V> {
    const over = new Map(this.over)
    for (const [key, value] of changes) over.set(key, value)
    const next = new Layers(this.base, over)
    return over.size * over.size <= this.base.size ? next : new Layers(new Map(next), new Map())
  }

  get(key: K): V | undefined {
    return this.over.has(key) ? this.over.get(key) : this.base.get(key)
  }

  has(key: K): boolean {
    return this.over.has(key) ? this.over.get(key) !== undefined : this.base.has(key)
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) each(value, key, this)
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.base) if (!this.over.has(key)) yield [key, value]
    for (const [key, value] of this.over) if (value !== undefined) yield [key, value]
    return undefined
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key
    return undefined
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value
    return undefined
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }
}
