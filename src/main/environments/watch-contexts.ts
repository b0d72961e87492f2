import type { FSWatcher } from 'chokidar'
import { basename, join, normalize, sep } from 'node:path'
import { z } from 'zod'
import { lastingFolder } from '../observers/watch-file'
import { folderOf } from './docker-context'
import type { Surroundings } from './docker-context'

/** Milliseconds: what is written in several steps is told once. */
const settling = 100

/**
 * Calls back when Docker's contexts, or which of them is the current one, may be others: written,
 * replaced, made or removed, with the folders that they are in. It is a hint: where files can't be
 * watched it never comes.
 *
 * @param begun when they are watched from now on
 * @returns ends it
 */
export function watchContexts(
  surroundings: Surroundings,
  changed: () => void,
  begun?: () => void,
): () => void {
  const folder = normalize(folderOf(surroundings))
  const configuration = join(folder, 'config.json')
  const contexts = join(folder, 'contexts')
  const onTheWay = new Set([...folder.split(sep), 'config.json', 'contexts'])
  const isIn = (seen: string, outer: string): boolean =>
    seen === outer || seen.startsWith(outer.endsWith(sep) ? outer : outer + sep)
  let watcher: FSWatcher | null = null
  let due: NodeJS.Timeout | null = null
  let ended = false

  function tell(): void {
    due ??= setTimeout(() => {
      due = null
      changed()
    }, settling)
  }

  void Promise.all([import('chokidar'), lastingFolder(configuration)]).then(([{ watch }, from]) => {
    if (ended) return
    watcher = watch(from, {
      ignoreInitial: true,
      ignored: (seen) => !isIn(folder, seen) && seen !== configuration && !isIn(seen, contexts),
    })
    watcher.on('all', tell)
    // Of changes that follow at once, `all` tells the first one only: these are the system's own.
    watcher.on('raw', (_, name: unknown, about: unknown) => {
      if (isIn(watchedIn(about), contexts)) tell()
      else if (typeof name !== 'string' || onTheWay.has(basename(name))) tell()
    })
    // Out of watches, or not allowed.
    watcher.on('error', () => undefined)
    watcher.on('ready', () => begun?.())
  })
  return () => {
    ended = true
    if (due !== null) clearTimeout(due)
    void watcher?.close()
  }
}

/** The folder that a raw event is of. */
function watchedIn(about: unknown): string {
  const told = z.object({ watchedPath: z.string() }).safeParse(about)
  return told.success ? told.data.watchedPath : ''
}
