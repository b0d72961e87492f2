import type {
  Hold,
  ObservationProblem,
  ObserverStatus,
  ObserverType,
  Reading,
} from '../../../shared/observer'
import { unreachable } from '../../../shared/result'
import { durationText } from './duration'
import type { ProblemText } from './problem'
import type { Words } from './words'

export const observerTypeText: Readonly<Record<ObserverType, string>> = {
  http: 'HTTP address',
  file: 'File',
  sqlQuery: 'SQL query',
  sqlExtendedProperty: 'SQL Server extended property',
}

/** The same within a sentence. */
export const watchedTypeText: Readonly<Record<ObserverType, string>> = {
  http: 'the HTTP address',
  file: 'the file',
  sqlQuery: 'the SQL query',
  sqlExtendedProperty: 'the SQL Server extended property',
}

/** What the observed system says, as far as it is known. */
export function observerWords({ enabled, lastCheck }: ObserverStatus): Words {
  if (!enabled) return { text: 'Switched off', tone: 'neutral' }
  if (lastCheck === null) return { text: 'Not checked yet', tone: 'neutral' }
  return readingWords(lastCheck.reading)
}

export function readingWords({ says }: Reading): Words {
  switch (says) {
    case 'maintenance':
      return { text: 'Says maintenance', tone: 'warn' }
    case 'normal':
      return { text: 'Says normal', tone: 'ok' }
    case 'nothing':
      return { text: 'Can’t tell', tone: 'danger' }
    default:
      return unreachable(says)
  }
}

/** For a screen reader, when a check that was asked for is done. */
export function checkedText({ lastCheck }: ObserverStatus): string {
  if (lastCheck === null) return 'Not checked yet'
  const { reading } = lastCheck
  if (reading.says === 'nothing') {
    return `Checked. The observer can’t tell: ${observationText(reading.problem).what}`
  }
  return `Checked. ${valueText(reading.value)}: ${readingWords(reading).text.toLowerCase()}.`
}

/** `“true”`; what is long is cut. */
export function valueText(value: string): string {
  return `“${value.length > 200 ? `${value.slice(0, 200)}…` : value}”`
}

/** Why what it says is not acted upon, and until when. */
export function heldText(held: Hold): string {
  switch (held) {
    case 'exiting':
      return 'A person is ending the maintenance. Until that is done, what the observer says is shown and not acted upon.'
    case 'until-checked':
      return 'A person has ended the maintenance. The next check is shown and not acted upon, so that a flag that is not up to date doesn’t begin it anew.'
    case 'until-normal':
      return 'A person has ended the maintenance, and the product could not be told so. What the observer says is acted upon again as soon as it has said normal once.'
    default:
      return unreachable(held)
  }
}

/** Why a check says nothing, and what to do about it. */
export function observationText(problem: ObservationProblem): ProblemText {
  switch (problem.code) {
    case 'variable-unresolved':
      return text(
        `There is no variable ${problem.name}.`,
        `Add ${problem.name} to the variables of this product, or put right how it is written.`,
      )
    case 'secret-unreadable':
      return text(
        `The secret ${problem.name} can’t be opened by this system’s key store.`,
        'Unlock the key store (log in to your desktop’s keyring) and check again, or enter the secret anew among the variables.',
      )
    case 'configuration-invalid':
      return text(
        `With its variables in place, ${fieldText(problem.field)} is not what it has to be.`,
        'Put it right, or the variable in it.',
        problem.detail,
      )
    case 'source-unreachable':
      return text(
        'It could not be reached.',
        'Check that it runs, and that the address, name and port are right and can be reached from this machine.',
        problem.detail,
      )
    case 'source-timeout':
      return text(
        `It did not answer within ${secondsText(problem.seconds)}.`,
        'Check how it is doing; if it is always that slow, give it a longer timeout.',
      )
    case 'source-untrusted':
      return text(
        'Its certificate is not trusted.',
        'If an authority of your own signed it, name that authority’s certificate file. If it has expired or is another host’s, have it replaced.',
        problem.detail,
      )
    case 'source-denied':
      return text(
        'It refused the user, the password or the token.',
        'Check the credentials, and what that user is allowed to read.',
        problem.detail,
      )
    case 'http-status':
      return text(
        problem.location === null
          ? `It answered with HTTP status ${problem.status}.`
          : `It answered with HTTP status ${problem.status}, which leads on to ${problem.location}.`,
        problem.location === null
          ? 'Only an answer from 200 to 299 counts. Check the address and what the system says about it.'
          : 'Tagout follows no redirect. Enter the address where the answer is; if that is a login page, the credentials are missing.',
      )
    case 'answer-unusable':
      return text(
        'Its answer is not what was asked for.',
        'Check that the address leads to the status itself and not to a login page, and that path, pattern or query yields one value.',
        problem.detail,
      )
    case 'value-missing':
      return text(
        'There is no value in what it answered.',
        'Check the path, pattern, query or name by what the system really answers.',
        problem.detail,
      )
    case 'value-unexpected':
      return text(
        `It says ${valueText(problem.value)}, which is neither the maintenance value nor the normal value.`,
        'Put right the values, or leave the normal value empty so that everything else counts as normal.',
      )
    case 'query-failed':
      return text(
        'The database could not carry out the query.',
        'Try the query by hand, with the same user.',
        problem.detail,
      )
    default:
      return unreachable(problem)
  }
}

/** As the form calls it; a field that it doesn't know stays as it is. */
function fieldText(field: string): string {
  return `“${field}”`
}

function secondsText(seconds: number): string {
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : durationText(seconds * 1000)
}

function text(what: string, todo: string, detail = ''): ProblemText {
  return { what, todo, detail: detail === '' ? null : detail }
}
