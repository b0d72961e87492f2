/** What went wrong, and what to do about it: shown as it is, without a stack. */
export class Failure extends Error {}

/**
 * Everything the steps say goes to stderr, so that a script's stdout holds its result only.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Says what a step is busy with, when that takes longer than a blink.
 * @typedef {(doing: string) => void} Busy
 */

/**
 * One step on one line: its name, what it is busy with, how it ended and how long it took.
 * @template T
 * @param {string} name
 * @param {(busy: Busy) => Promise<T>} work
 * @param {(yielded: T) => string} [outcome] how it ended, in words
 * @returns {Promise<T>}
 */
export async function step(name, work, outcome = String) {
  const began = performance.now()
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`
  process.stderr.write(`${name}: `)
  try {
    const yielded = await work((doing) => process.stderr.write(`${doing} … `))
    say(`${outcome(yielded)} (${seconds()})`)
    return yielded
  } catch (cause) {
    say(`failed (${seconds()})`)
    throw cause
  }
}

/**
 * Runs a script to its exit code. A Failure is told in its own words; anything else is a bug and
 * keeps its stack.
 * @param {() => Promise<number | void>} script
 */
export async function main(script) {
  try {
    process.exitCode = (await script()) ?? 0
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
    say(`\n${cause.message}`)
    process.exitCode = 1
  }
}
