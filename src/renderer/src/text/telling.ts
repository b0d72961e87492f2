import type { OperationMode } from '../../../shared/maintenance'
import type { Preview } from '../../../shared/preview'
import { unreachable } from '../../../shared/result'
import type { SetterProblem, Telling } from '../../../shared/setter'
import { durationText } from './duration'
import { observationText } from './observer'
import type { ProblemText } from './problem'

/** Who would be told, and when. */
export function tellingPreviewText(
  to: OperationMode,
  { to: whom, gracePeriodMs }: NonNullable<Preview['telling']>,
): string {
  if (to === 'Normal') return `When everything is restored, Tagout tells ${whom} that it is normal.`
  const tells = `Tagout tells ${whom} of the maintenance`
  return gracePeriodMs === 0
    ? `${tells} before it stops anything.`
    : `${tells}, and waits ${durationText(gracePeriodMs)} before it stops anything.`
}

/** How far it got: also what a screen reader is told of it, so that nothing ticks in it. */
export function tellingText({ state, says, to, attempt, attempts }: Telling): string {
  const what = says === 'maintenance' ? 'of the maintenance' : 'that it is normal'
  switch (state) {
    case 'telling':
      return attempt === 1
        ? `Telling ${to} ${what}.`
        : `Telling ${to} ${what}: attempt ${attempt} of ${attempts}.`
    case 'waiting':
      return `${to} was told ${what}. Nothing is stopped before its grace period ends.`
    case 'told':
      return `${to} was told ${what}.`
    case 'failed':
      return `${to} could not be told ${what}.`
    default:
      return unreachable(state)
  }
}

/** `14 s`: a grace period that has just begun is whole. */
export function graceLeftText(until: string, now: number): string {
  return durationText(Math.max(0, Math.ceil((Date.parse(until) - now) / 1000) * 1000))
}

/** Why the product could not be told, what that means, and what to do about it. */
export function untoldText({ says, problem }: Telling): ProblemText {
  const consequence =
    says === 'maintenance'
      ? 'The maintenance went on all the same.'
      : 'The product is in normal operation all the same; if it keeps a flag of its own, reset that by hand.'
  if (problem === null) {
    return { what: `It was given up. ${consequence}`, todo: '', detail: null }
  }
  const { what, todo, detail } = observationText(problem)
  return { what: `${what} ${consequence}`, todo: todoOf(problem) ?? todo, detail }
}

/** Null: the same as for an observer. */
function todoOf(problem: SetterProblem): string | null {
  switch (problem.code) {
    case 'secret-unreadable':
      return 'Unlock the key store (log in to your desktop’s keyring), or enter the secret anew among the variables.'
    case 'source-denied':
      return 'Check the credentials, and what that user is allowed to write.'
    case 'http-status':
      return problem.location === null
        ? 'Only an answer from 200 to 299 counts. Check the setter’s address, and what the product’s log says about it.'
        : 'Tagout follows no redirect. Enter the address where it ends as the setter’s.'
    case 'answer-unusable':
      return 'Check that the setter’s address is the one at which the product is told.'
    case 'query-failed':
      return 'Try to set the property by hand, with the same user.'
    case 'variable-unresolved':
    case 'configuration-invalid':
    case 'source-unreachable':
    case 'source-timeout':
    case 'source-untrusted':
      return null
    default:
      return unreachable(problem)
  }
}

/** What became of it, with why and what the system said. */
export function recordedTellingText(telling: Telling): string {
  if (telling.state !== 'failed') return tellingText(telling)
  if (telling.problem === null) return `${tellingText(telling)} It was given up.`
  const { what, detail } = observationText(telling.problem)
  return [tellingText(telling), what, ...(detail === null ? [] : [detail])].join(' ')
}
