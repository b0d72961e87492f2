import { createContext, Script } from 'node:vm'
import { codeOf } from '../outside/problems'

/** Milliseconds. Long for what is meant to end, and short for a window that waits. */
const longest = 1000

const call = new Script('work()')

/**
 * What the work yields, or null where it takes too long: a pattern that backtracks without end, a
 * path that goes through everything again and again. It is the engine that ends it, in the midst of
 * a match too.
 */
export function withinTime<T>(work: () => T): T | null {
  try {
    return call.runInContext(createContext({ work }), { timeout: longest }) as T
  } catch (cause) {
    if (codeOf(cause) === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null
    throw cause
  }
}
