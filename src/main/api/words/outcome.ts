import type { OperationModeOutcome } from '../../../shared/api/operation-mode'
import type { ApiIncompleteProblem, ApiProblem } from '../../../shared/api/problem'
import type { Outcome } from '../../../shared/change'
import type { ProductDeploymentId } from '../../../shared/ids'
import type { OperationMode } from '../../../shared/maintenance'
import type { Problem } from '../../../shared/problem'
import type { Result } from '../../../shared/result'
import { incompleteProblemOf, problemFrom } from '../problems'
import { containerOutcomeWords, tellingWords } from './change'
import { sentenceOf } from './sentence'
import { troubleOf } from './trouble'

/** How a request to change the mode is answered. */
export type ModeAnswer =
  | { readonly status: 200; readonly body: OperationModeOutcome }
  | { readonly status: 502; readonly body: ApiIncompleteProblem }
  | { readonly status: 'by its code'; readonly body: ApiProblem }

interface About {
  readonly productDeploymentId: ProductDeploymentId
  readonly productName: string
  readonly mode: OperationMode
}

export function modeAnswerOf(
  { productDeploymentId, productName, mode }: About,
  answer: Result<Outcome, Problem>,
): ModeAnswer {
  if (!answer.ok) return { status: 'by its code', body: problemFrom(answer.problem) }
  const { result, problem, previousMode, newMode, triggerSource } = answer.value
  const shared = {
    productDeploymentId,
    previousMode,
    newMode,
    triggerSource,
    telling: tellingWords(answer.value.telling),
    containers: answer.value.containers.map(containerOutcomeWords),
  }
  if (result === 'incomplete') {
    const cause = problem === null ? null : troubleOf(problem)
    const detail = incompleteText(productName, mode, answer.value)
    const todo =
      problem?.code === 'went-offline'
        ? 'Nothing has to be done: it goes on by itself when the environment is connected again. The same request waits for it then.'
        : 'Send the same request again: it does what is left.'
    return { status: 502, body: incompleteProblemOf(detail, { ...shared, cause, todo }) }
  }
  const changed = result === 'changed'
  const message = doneText(productName, mode, changed)
  return { status: 200, body: { success: true, changed, message, ...shared } }
}

function doneText(product: string, mode: OperationMode, changed: boolean): string {
  if (mode === 'Maintenance') {
    return changed
      ? `${product} is now in maintenance mode.`
      : `${product} is in maintenance mode already, or on its way there.`
  }
  return changed
    ? `${product} is back to normal operation.`
    : `${product} is in normal operation already, or on its way there.`
}

function incompleteText(
  product: string,
  mode: OperationMode,
  { containers, problem }: Outcome,
): string {
  const left = containers.filter(({ result }) => result === 'failed' || result === 'not-begun')
  const names = left.map(({ name }) => name).join(', ')
  const where = mode === 'Maintenance' ? 'in maintenance mode' : 'back to normal operation'
  const why = problem === null ? '' : ` ${sentenceOf(problem).message}`
  const which = names === '' ? '' : ` Left: ${names}.`
  return `${product} is not yet ${where}.${which}${why}`
}
