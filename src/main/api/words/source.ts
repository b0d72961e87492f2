import type { ObservationProblem } from '../../../shared/observer'
import { unreachable } from '../../../shared/result'
import type { Sentence } from './trouble'

/** Of an observed system, or of a product that was to be told. */
export function sourceSentence(problem: ObservationProblem): Sentence {
  return { message: messageOf(problem), todo: null }
}

function messageOf(problem: ObservationProblem): string {
  switch (problem.code) {
    case 'variable-unresolved':
      return `The product has no variable ${problem.name}.`
    case 'secret-unreadable':
      return `The secret ${problem.name} can’t be opened by this system’s key store.`
    case 'configuration-invalid':
      return `${problem.field} is not what it has to be.`
    case 'source-unreachable':
      return 'It could not be reached.'
    case 'source-timeout':
      return `It did not answer within ${problem.seconds} s.`
    case 'source-untrusted':
      return 'Its certificate is not trusted.'
    case 'source-denied':
      return 'It does not accept the user, password or token.'
    case 'http-status':
      return problem.location === null
        ? `It answered with the status ${problem.status}.`
        : `It answered with the status ${problem.status}, and leads to ${problem.location}.`
    case 'answer-unusable':
      return 'Its answer is not what was asked for.'
    case 'value-missing':
      return 'The value is not there.'
    case 'value-unexpected':
      return `The value is neither the one for maintenance nor the one for normal: ${problem.value}`
    case 'query-failed':
      return 'The query failed.'
    default:
      return unreachable(problem)
  }
}
