import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { keepAside } from './keep-aside'
import { messageOf, writeWholeFile } from './whole-file'

/** One file of the profile: a whole value, read once and written whole. */
export interface JsonFile<T> {
  get(): T
  /** What can't be written is told, and kept in memory. */
  set(value: T): void
}

export interface JsonFilePorts {
  /** The profile's folder. */
  readonly folder: string
  /** The file was not what it should be: it was moved, and the value begun afresh. */
  keptAside(file: string, keptAs: string, detail: string): void
  notWritten(file: string, detail: string): void
  /** ISO 8601; names the file that is kept aside. */
  now(): string
}

const file = z.object({ value: z.unknown() })

/** What is Tagout's is its user's alone. */
const ownersOnly = 0o600

/**
 * Opens `<folder>/<name>.json`. A file that is not JSON, not of this shape or of another version
 * is never overwritten: it is renamed beside the new one.
 */
export function openJsonFile<T extends object>(
  name: string,
  shape: z.ZodType<T>,
  fresh: () => T,
  ports: JsonFilePorts,
): JsonFile<T> {
  const path = join(ports.folder, `${name}.json`)
  const found = read(path, shape, ports)
  let value = found.value ?? fresh()

  function write(): void {
    if (found.isInTheWay) return
    const written = writeWholeFile(path, JSON.stringify({ value }, null, '\t'), ownersOnly)
    if (!written.ok) ports.notWritten(path, written.problem)
  }

  return {
    get: () => value,
    set: (next) => {
      value = next
      write()
    },
  }
}

interface Found<T> {
  /** null: there is no file, or none that can be read. */
  readonly value: T | null
  /** It can't be read and could not be moved either: it must not be overwritten. */
  readonly isInTheWay: boolean
}

function read<T>(path: string, shape: z.ZodType<T>, ports: JsonFilePorts): Found<T> {
  if (!existsSync(path)) return { value: null, isInTheWay: false }
  try {
    const content = file.parse(JSON.parse(readFileSync(path, 'utf8')))
    return { value: shape.parse(content.value), isInTheWay: false }
  } catch (error) {
    return { value: null, isInTheWay: !keepAside(path, detailOf(error), ports) }
  }
}

function detailOf(error: unknown): string {
  return error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error)
}
