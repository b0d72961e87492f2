import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

/** The executable's name in a runtime's folder. */
export const executable = 'electron'
const record = 'tagout.json'

/**
 * What a whole runtime consists of.
 * @typedef {{ executable: { sha256: string, mtimeMs: number }, sizes: Record<string, number> }} Contents
 */

/** @param {string} runtime */
export async function writeRecord(runtime) {
  const program = path.join(runtime, executable)
  /** @type {Contents} */
  const contents = {
    executable: {
      sha256: await digestOf(program, 'sha256', 'hex'),
      mtimeMs: statSync(program).mtimeMs,
    },
    sizes: sizesIn(runtime),
  }
  writeFileSync(path.join(runtime, record), JSON.stringify(contents))
}

/**
 * Every file is there in its size, and the executable is the one that was made. Its hash takes half
 * a second, hence only when its time has changed.
 * @param {string} runtime
 */
export async function isWhole(runtime) {
  const program = path.join(runtime, executable)
  try {
    /** @type {Contents} */
    const made = JSON.parse(readFileSync(path.join(runtime, record), 'utf8'))
    const found = sizesIn(runtime)
    return (
      Object.entries(made.sizes).every(([file, size]) => found[file] === size) &&
      (statSync(program).mtimeMs === made.executable.mtimeMs ||
        (await digestOf(program, 'sha256', 'hex')) === made.executable.sha256)
    )
  } catch {
    return false
  }
}

/** @param {string} folder */
function sizesIn(folder) {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name !== record)
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), statSync(file).size]),
  )
}

/**
 * @param {string} file
 * @param {string} algorithm
 * @param {import('node:crypto').BinaryToTextEncoding} encoding
 */
export async function digestOf(file, algorithm, encoding) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return hash.digest(encoding)
}
