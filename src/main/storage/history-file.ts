import {
  closeSync,
  fstatSync,
  fsync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { historyRecord } from '../../shared/history'
import type { HistoryRecord } from '../../shared/history'
import { ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { messageOf, writeWholeFile } from './whole-file'

/** Append-only: a record a line, as JSON. What can't be read is kept as it is. */
export interface HistoryFile {
  /**
   * What stands in it, in order, and how many lines can't be read: half of one that a crash or a
   * full disk left, damaged ones, and those of a newer version.
   */
  read(): Promise<{ readonly records: readonly HistoryRecord[]; readonly unreadable: number }>
  /** What can't be written is told, kept in memory, and written with the next that can. */
  append(record: HistoryRecord): void
  /** Writes it anew without the records that are not to be kept; lines that can't be read stay. */
  prune(isKept: (record: HistoryRecord) => boolean): Result<void, string>
}

export interface HistoryFilePorts {
  /** The profile's folder. */
  readonly folder: string
  /** Told once, until it can be written again. */
  notWritten(file: string, detail: string): void
  writtenAgain(file: string): void
}

/** Lines that are parsed before others have their turn. */
const linesInOneGo = 100

export function openHistoryFile(ports: HistoryFilePorts): HistoryFile {
  const path = join(ports.folder, 'history.jsonl')
  let waiting: readonly string[] = []
  let isFailing = false

  function failing(error: unknown): void {
    if (!isFailing) ports.notWritten(path, messageOf(error))
    isFailing = true
  }

  function append(record: HistoryRecord): void {
    waiting = [...waiting, JSON.stringify(record)]
    try {
      appendLines(path, waiting)
      waiting = []
      if (isFailing) ports.writtenAgain(path)
      isFailing = false
    } catch (error) {
      failing(error)
    }
  }

  async function read(): ReturnType<HistoryFile['read']> {
    const records: HistoryRecord[] = []
    let unreadable = 0
    try {
      const lines = linesOf(await readFile(path, 'utf8'))
      for (const [index, line] of lines.entries()) {
        const record = parsed(line)
        if (record === null) unreadable++
        else records.push(record)
        if (index % linesInOneGo === linesInOneGo - 1) await new Promise(setImmediate)
      }
    } catch (error) {
      if (!isMissing(error)) failing(error)
    }
    return { records, unreadable }
  }

  function prune(isKept: (record: HistoryRecord) => boolean): Result<void, string> {
    try {
      const kept = linesOf(readFileSync(path, 'utf8')).filter((line) => {
        const record = parsed(line)
        return record === null || isKept(record)
      })
      return writeWholeFile(path, kept.map((line) => `${line}\n`).join(''))
    } catch (error) {
      return isMissing(error) ? ok() : { ok: false, problem: messageOf(error) }
    }
  }

  return { read, append, prune }
}

/**
 * All of them or none. They are the system's at once, so that an end of Tagout doesn't lose them,
 * and synced to the disk meanwhile.
 */
function appendLines(path: string, lines: readonly string[]): void {
  const file = openSync(path, 'a+')
  try {
    const { size } = fstatSync(file)
    const text = lines.map((line) => `${line}\n`).join('')
    try {
      writeFileSync(file, endsInLine(file, size) ? text : `\n${text}`)
    } catch (error) {
      ftruncateSync(file, size)
      throw error
    }
  } catch (error) {
    closeSync(file)
    throw error
  }
  fsync(file, () => closeSync(file))
}

/** Half a line at the end stays a line of its own. */
function endsInLine(file: number, size: number): boolean {
  if (size === 0) return true
  const last = Buffer.alloc(1)
  readSync(file, last, 0, 1, size - 1)
  return last.toString() === '\n'
}

function linesOf(content: string): readonly string[] {
  return content.split('\n').filter((line) => line.trim() !== '')
}

function parsed(line: string): HistoryRecord | null {
  try {
    return historyRecord.parse(JSON.parse(line))
  } catch {
    return null
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
