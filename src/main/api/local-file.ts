import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localApi, localApiFile } from '../../shared/api/local'
import type { LocalApi } from '../../shared/api/local'

/** Tells the programs of this machine's user where the API is. Yields the function that removes it. */
export function writeLocalFile(folder: string, local: LocalApi): () => void {
  const path = join(folder, localApiFile)
  const beside = `${path}.tagout-new`
  // A file of its own each time: nobody who has the one of another run open, or who put a link
  // there, gets the token.
  rmSync(beside, { force: true })
  writeFileSync(beside, JSON.stringify(local, null, '\t'), { mode: 0o600, flag: 'wx' })
  renameSync(beside, path)
  return () => {
    if (isOurs(path, local)) rmSync(path, { force: true })
  }
}

/** Another Tagout of the same profile can't be there; but what a user put there stays. */
function isOurs(path: string, { pid }: LocalApi): boolean {
  try {
    const found = localApi.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return found.success && found.data.pid === pid
  } catch {
    return false
  }
}
