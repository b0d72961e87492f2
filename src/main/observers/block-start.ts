import { isAlias, isMap, isScalar } from 'yaml'
import type { Document } from 'yaml'
import type { Path } from './block-place'

/**
 * Where a thing begins in a text, with its key; of what is not there, the nearest that it would be
 * in. Null: the text has no content.
 */
export function startOf(document: Document.Parsed, path: Path): number | null {
  let node: unknown = document.contents
  let start = document.contents?.range[0] ?? null
  for (const key of path) {
    const map = isAlias(node) ? node.resolve(document) : node
    const pair = isMap(map)
      ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
      : undefined
    if (pair === undefined) break
    start = isScalar(pair.key) ? (pair.key.range?.[0] ?? start) : start
    node = pair.value
  }
  return start
}
