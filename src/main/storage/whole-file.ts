import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'

/**
 * Puts the content in the place of the file's, whole or not at all: it is written beside the file,
 * synced, and renamed, so that a kill, a power cut or a full disk leaves the old one or the new. The
 * problem is what the system said; the old file is there as it was.
 * @param mode who may read it, where the system knows that
 */
export function writeWholeFile(path: string, content: string, mode = 0o666): Result<void, string> {
  try {
    const target = realPathOf(path)
    const beside = `${target}.tagout-new`
    try {
      writeSynced(beside, content, mode)
      renameSync(beside, target)
    } catch (error) {
      removeIfThere(beside)
      throw error
    }
    syncFolder(dirname(target))
    return ok()
  } catch (error) {
    return failed(messageOf(error))
  }
}

/** A file that is a link stays one: what it leads to is replaced. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function writeSynced(path: string, content: string, mode: number): void {
  // What a kill left there goes; `wx` writes into nothing that someone put there.
  rmSync(path, { force: true })
  const file = openSync(path, 'wx', mode)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
    const { size } = fstatSync(file)
    const expected = Buffer.byteLength(content)
    if (size !== expected) throw new Error(`${size} of ${expected} bytes were written`)
  } finally {
    closeSync(file)
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The next write removes it; what went wrong first is what is told.
  }
}

/** Makes the renaming durable. Where folders can't be synced (Windows), the system sees to it. */
function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, 'r')
    try {
      fsyncSync(opened)
    } finally {
      closeSync(opened)
    }
  } catch {
    // The file is in its place, whole; only how soon that outlives a power cut is the system's.
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
