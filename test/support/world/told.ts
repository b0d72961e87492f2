import type { Change, Outcome } from '../../../src/shared/change'
import type { Problem } from '../../../src/shared/problem'
import type { Result } from '../../../src/shared/result'

/** What an answer comes to, in a line: `changed to Maintenance`, `refused: owned-by-observer`. */
export function told(answer: Result<Outcome, Problem>): string {
  if (!answer.ok) return `refused: ${answer.problem.code}`
  const { result, newMode, problem } = answer.value
  const why = problem === null ? '' : `: ${problem.code}`
  return result === 'changed' ? `changed to ${newMode}` : `${result}, ${newMode}${why}`
}

/** By name, how it went with each container: `stopped`, `failed: engine-timeout`. */
export function containersTold(answer: Result<Outcome, Problem>): Readonly<Record<string, string>> {
  if (!answer.ok) return {}
  return Object.fromEntries(
    answer.value.containers.map(({ name, result, problem }) => [
      name,
      problem === null ? result : `${result}: ${problem.code}`,
    ]),
  )
}

/** What is shown of a change: `incomplete to Normal: cancelled`. */
export function shown(change: Change | null): string {
  if (change === null) return 'none'
  const why = change.problem === null ? '' : `: ${change.problem.code}`
  return `${change.state} to ${change.to}${why}`
}
