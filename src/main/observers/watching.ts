import { keyOf } from '../../shared/ids'
import type { ProductRef } from '../../shared/ids'

/** Follows the files that observers watch, so that they check as soon as one moves. */
export interface Watching {
  /** What of the product is to be followed may be another. */
  follow(product: ProductRef): void
  close(): void
}

export interface WatchingPorts {
  /** The path of the file, if it is one that is to be followed. */
  readonly pathOf: (product: ProductRef) => Promise<string | null>
  /** Yields what ends it. */
  readonly watch: (path: string, moved: () => void) => () => void
  readonly moved: (product: ProductRef) => void
}

export function createWatching({ pathOf, watch, moved }: WatchingPorts): Watching {
  const followed = new Map<string, { readonly end: () => void }>()

  async function begin(product: ProductRef): Promise<void> {
    const key = keyOf(product)
    followed.get(key)?.end()
    const mine = { end: () => undefined }
    followed.set(key, mine)
    const path = await pathOf(product)
    if (followed.get(key) !== mine) return
    if (path === null) followed.delete(key)
    else followed.set(key, { end: watch(path, () => moved(product)) })
  }

  return {
    follow: (product) => void begin(product),
    close: () => {
      for (const { end } of followed.values()) end()
      followed.clear()
    },
  }
}
