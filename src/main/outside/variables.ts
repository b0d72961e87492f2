import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'

/** The product's variables. Answers `variable-unresolved` or `secret-unreadable`. */
export type Variables = (name: string) => Result<string, ObservationProblem>

/** `${NAME}`, and `$${` for a `${` that is meant as it stands. */
const written = /\$\$\{|\$\{([^}]*)\}/g

/**
 * The text with the variables in their places, each as it is: nothing in it is encoded, nor looked
 * up again. What is no name (`${A:-b}`) is looked up all the same, so that it is told.
 */
export function resolved(text: string, variables: Variables): Result<string, ObservationProblem> {
  const problems: ObservationProblem[] = []
  const value = text.replace(written, (escaped, name: string | undefined) => {
    if (name === undefined) return '${'
    const found = variables(name.trim())
    if (found.ok) return found.value
    problems.push(found.problem)
    return escaped
  })
  return settled(value, problems)
}

/** The same of every text in it, however deep; of several problems it is the first. */
export function resolvedConfig<T>(config: T, variables: Variables): Result<T, ObservationProblem> {
  const problems: ObservationProblem[] = []
  const through = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const text = resolved(value, variables)
      if (text.ok) return text.value
      problems.push(text.problem)
      return value
    }
    if (Array.isArray(value)) return value.map(through)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, through(inner)]))
  }
  const value = through(config) as T
  return settled(value, problems)
}

function settled<T>(
  value: T,
  [first]: readonly ObservationProblem[],
): Result<T, ObservationProblem> {
  return first === undefined ? ok(value) : failed(first)
}
