import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * When a file, or anything in a folder, last changed, in milliseconds since 1970; 0 when it isn't
 * there. A folder's own time counts: it is all that tells of a file that was removed.
 * @param {string} place
 * @returns {number}
 */
export function newestChange(place) {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) return 0
  const inside = found.isDirectory() ? readdirSync(place) : []
  return Math.max(found.mtimeMs, ...inside.map((name) => newestChange(path.join(place, name))))
}

/**
 * Whether something built at a time must be built again. What changed while it was being built may
 * or may not have got in: hence the time is the one at which the build began.
 * @param {number} builtAt 0 when it never was
 * @param {readonly string[]} sources
 */
export function isStale(builtAt, sources) {
  return sources.some((source) => newestChange(source) >= builtAt)
}
