import { homedir } from 'node:os'
import path from 'node:path'

/**
 * Where Tagout's scripts keep what is worth keeping between checkouts.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/ (a relative path is to be ignored)
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheFolder(env = process.env) {
  const base = env.XDG_CACHE_HOME
  return path.join(base && path.isAbsolute(base) ? base : path.join(homedir(), '.cache'), 'tagout')
}
