import { renameSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { messageOf } from './whole-file'

/**
 * As `writeWholeFile`, whole or not at all, while others have their turns between the pieces.
 * @param isWanted asked at the end: false leaves the file as it is
 */
export async function writeInTurns(
  path: string,
  pieces: Iterable<string>,
  mode: number,
  isWanted: () => boolean,
): Promise<Result<void, string>> {
  const beside = `${path}.tagout-next`
  try {
    await rm(beside, { force: true })
    // `wx` writes into nothing that someone put there.
    const file = await open(beside, 'wx', mode)
    try {
      let expected = 0
      for (const piece of pieces) {
        expected += Buffer.byteLength(piece)
        await file.writeFile(piece)
      }
      await file.sync()
      const { size } = await file.stat()
      if (size !== expected) throw new Error(`${size} of ${expected} bytes were written`)
    } finally {
      await file.close()
    }
    if (isWanted()) renameSync(beside, path)
    else await rm(beside, { force: true })
    return ok()
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    return failed(messageOf(error))
  }
}
