import type { FSWatcher } from 'chokidar'
import { stat } from 'node:fs/promises'
import { basename, dirname, normalize, sep } from 'node:path'

/**
 * Calls back when the file may have become another: made, written, replaced, removed, or a folder on
 * the way to it. It is a hint, and may come several times for one change; on some shares it never
 * comes, so that checks go on by their interval.
 * @param begun when it is watched from now on
 * @returns ends it
 */
export function watchFile(path: string, changed: () => void, begun?: () => void): () => void {
  const file = normalize(path)
  const onTheWay = namesOf(file)
  let watcher: FSWatcher | null = null
  let ended = false
  void Promise.all([import('chokidar'), lastingFolder(file)]).then(([{ watch }, folder]) => {
    if (ended) return
    watcher = watch(folder, {
      ignoreInitial: true,
      ignored: (seen) => seen !== file && !file.startsWith(seen.endsWith(sep) ? seen : seen + sep),
    })
    watcher.on('all', () => changed())
    // Of changes that follow at once, `all` tells the first one only: these are the system's own.
    watcher.on('raw', (_, name: unknown) => {
      if (typeof name !== 'string' || onTheWay.has(basename(name))) changed()
    })
    // Out of watches, or not allowed: the interval remains.
    watcher.on('error', () => undefined)
    watcher.on('ready', () => begun?.())
  })
  return () => {
    ended = true
    void watcher?.close()
  }
}

/**
 * The folder above the nearest one that is there: not the file, which is another one by the same
 * name when it is replaced, nor its folder, which may go and come again.
 */
export async function lastingFolder(file: string): Promise<string> {
  let folder = dirname(file)
  while (folder !== dirname(folder) && !(await isFolder(folder))) folder = dirname(folder)
  return dirname(folder)
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

function namesOf(file: string): ReadonlySet<string> {
  return new Set(file.split(sep).filter((name) => name !== ''))
}
