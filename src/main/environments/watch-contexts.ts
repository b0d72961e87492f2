import type { FSWatcher } from 'chokidar'
import { join } from 'node:path'
import { contextsFolder, folderOf } from './docker-context'
import type { Surroundings } from './docker-context'

/**
 * Calls back when Docker's contexts, or which of them is the current one, may be others. It is a
 * hint: where files can't be watched it never comes.
 *
 * @returns ends it
 */
export function watchContexts(surroundings: Surroundings, changed: () => void): () => void {
  const folder = folderOf(surroundings)
  const contexts = contextsFolder(surroundings)
  const configuration = join(folder, 'config.json')
  let watcher: FSWatcher | null = null
  let ended = false
  void import('chokidar').then(({ watch }) => {
    if (ended) return
    watcher = watch([configuration, contexts], { ignoreInitial: true, depth: 1 })
    watcher.on('all', () => changed())
    // Out of watches, or not allowed.
    watcher.on('error', () => undefined)
  })
  return () => {
    ended = true
    void watcher?.close()
  }
}
