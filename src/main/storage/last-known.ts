import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EnvironmentId } from '../../shared/ids'
import { failed } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { JsonFilePorts } from './json-file'
import { keepAside } from './keep-aside'
import { piecesOf, saidIn, timeOffset } from './said'
import type { Said } from './said'
import { messageOf, writeWholeFile } from './whole-file'
import { writeInTurns } from './write-in-turns'

/** What each environment said last, in a file each: it can be observed again, and is shown until then. */
export interface LastKnown {
  /**
   * One environment after the other. Null: nothing is kept, or nothing that can be read, which is
   * kept aside and told.
   */
  read(id: EnvironmentId): Promise<Said | null>
  /**
   * In turns with whatever else is to be done, one environment after the other. Yields whether it
   * stands in the file; what can't be written is told once, until it can be.
   */
  write(id: EnvironmentId, said: Said): Promise<boolean>
  /** For an end: others have no turn before it is written. */
  writeAtOnce(id: EnvironmentId, said: Said): void
  /** What was written last is still so. @param asOf ISO 8601, UTC, with milliseconds */
  stillSo(id: EnvironmentId, asOf: string): void
  remove(id: EnvironmentId): void
}

/** What is Tagout's is its user's alone. */
const ownersOnly = 0o600

export function openLastKnown(ports: JsonFilePorts): LastKnown {
  const folder = join(ports.folder, 'last-known')
  /** The newest that is to stand in each file: one that is overtaken is not put in its place. */
  const newest = new Map<EnvironmentId, object>()
  let isFailing = false
  let lastWrite: Promise<unknown> = Promise.resolve()
  let lastRead: Promise<unknown> = Promise.resolve()

  function pathOf(id: EnvironmentId): string {
    return join(folder, `${id}.jsonl`)
  }

  function wrote(id: EnvironmentId, result: Result<void, string>): void {
    if (!result.ok && !isFailing) ports.notWritten(pathOf(id), result.problem)
    isFailing = !result.ok
  }

  function makeFolder(): Result<void, string> | null {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      return null
    } catch (error) {
      return failed(messageOf(error))
    }
  }

  async function read(path: string): Promise<Said | null> {
    let content: string
    try {
      content = await readFile(path, 'utf8')
    } catch (error) {
      if (existsSync(path)) keepAside(path, messageOf(error), ports)
      return null
    }
    const said = await saidIn(content)
    if (said.ok) return said.value
    keepAside(path, said.problem, ports)
    return null
  }

  return {
    read(id) {
      const said = lastRead.then(() => read(pathOf(id)))
      lastRead = said
      return said
    },
    write(id, said) {
      const mine = {}
      newest.set(id, mine)
      const isNewest = (): boolean => newest.get(id) === mine
      const written = lastWrite.then(async () => {
        if (!isNewest()) return false
        const result =
          makeFolder() ?? (await writeInTurns(pathOf(id), piecesOf(said), ownersOnly, isNewest))
        if (isNewest()) wrote(id, result)
        return result.ok && isNewest()
      })
      lastWrite = written
      return written
    },
    writeAtOnce(id, said) {
      newest.set(id, {})
      const content = [...piecesOf(said)].join('')
      wrote(id, makeFolder() ?? writeWholeFile(pathOf(id), content, ownersOnly))
    },
    stillSo(id, asOf) {
      try {
        const file = openSync(pathOf(id), 'r+')
        try {
          writeSync(file, asOf, timeOffset)
        } finally {
          closeSync(file)
        }
      } catch {
        // Without it what stands there is as true, of an earlier time.
      }
    },
    remove(id) {
      newest.set(id, {})
      try {
        rmSync(pathOf(id), { force: true })
      } catch (error) {
        ports.notWritten(pathOf(id), messageOf(error))
      }
    },
  }
}
