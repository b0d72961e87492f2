import type { ApiTrouble } from '../../../shared/api/parts'
import { connectionProblemText } from '../../../shared/connection-problem'
import type { ObservationProblem } from '../../../shared/observer'
import type { ConnectionProblem, Problem } from '../../../shared/problem'
import { sourceSentence } from './source'
import { sentenceOf } from './sentence'

/** What happened, and what to do about it. */
export interface Sentence {
  readonly message: string
  readonly todo: string | null
}

export function troubleOf(problem: Problem): ApiTrouble {
  return { code: problem.code, ...sentenceOf(problem), detail: detailOf(problem) }
}

export function connectionTroubleOf(problem: ConnectionProblem): ApiTrouble {
  const message = connectionProblemText(problem)
  return { code: problem.code, message, todo: null, detail: detailOf(problem) }
}

/** Why a source could not be read, or why a product could not be told. */
export function sourceTroubleOf(problem: ObservationProblem): ApiTrouble {
  return { code: problem.code, ...sourceSentence(problem), detail: detailOf(problem) }
}

function detailOf(problem: object): string | null {
  if (!('detail' in problem) || typeof problem.detail !== 'string') return null
  return problem.detail === '' ? null : problem.detail
}
