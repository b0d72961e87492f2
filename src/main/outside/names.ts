import type { ObservationProblem } from '../../shared/observer'
import type { Variables } from './variables'

/** Variables that remember which of them were used. */
export interface NotedVariables {
  readonly variables: Variables
  /** The problem, with names in the place of the values that were used so far. */
  named(problem: ObservationProblem): ObservationProblem
}

export function noting(variables: Variables): NotedVariables {
  const used = new Map<string, string>()
  return {
    variables: (name) => {
      const found = variables(name)
      if (found.ok) used.set(name, found.value)
      return found
    },
    named: (problem) => withNames(problem, used),
  }
}

/** Shorter ones are in any text by chance. */
const shortestBlotted = 3

/**
 * The problem as its configuration is written: where what a system said has a variable's value in
 * it, its name stands there, so that no secret is told on.
 */
function withNames(
  problem: ObservationProblem,
  used: ReadonlyMap<string, string>,
): ObservationProblem {
  const longestFirst = [...used]
    .filter(([, value]) => value.length >= shortestBlotted)
    .sort(([, one], [, other]) => other.length - one.length)
  const named = (text: string): string =>
    longestFirst.reduce((shown, [name, value]) => shown.replaceAll(value, `\${${name}}`), text)
  if ('detail' in problem) return { ...problem, detail: named(problem.detail) }
  if (problem.code === 'http-status' && problem.location !== null) {
    return { ...problem, location: named(problem.location) }
  }
  return problem
}
