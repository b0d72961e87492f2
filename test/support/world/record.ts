import { isUnreadable } from '../../../src/main/maintenance/state'
import type { Outcome } from '../../../src/shared/change'
import type { Source } from '../../../src/shared/maintenance'
import type { Problem } from '../../../src/shared/problem'
import type { Result } from '../../../src/shared/result'
import { shop } from './observed'
import type { World } from './world'

/** What hangs on the host, as far as ownership goes. */
export type Hanging = {
  readonly claim: string
  /** Who may end it: the first one, or who took it over. */
  readonly owner: Source
  readonly isTakenOver: boolean
  /** Who decided to end it. */
  readonly exit: Source | null
} | null

export function hangingIn({ volumes }: Pick<World, 'volumes'>): Hanging {
  const tag = volumes.tag(shop)
  if (tag === null || isUnreadable(tag)) return null
  const { claim, trigger, takeover, exit } = tag
  return {
    claim,
    owner: (takeover?.trigger ?? trigger).source,
    isTakenOver: takeover !== null,
    exit: exit?.trigger.source ?? null,
  }
}

/** A request that is under way, or was answered since the record was last looked at. */
export type Asked = `${Source} ${'enter' | 'exit' | 'takeover'}`

/**
 * The table of the design, section 4, seen from the host: which record may come after which, and
 * by whose doing. Yields what is wrong with the step, or null.
 */
export function faultOf(
  before: Hanging,
  after: Hanging,
  asked: (what: Asked) => boolean,
  everHung: ReadonlySet<string>,
): string | null {
  if (before === null) {
    if (after === null) return null
    if (everHung.has(after.claim)) return `${after.claim} was ended, and hangs again`
    if (!asked(`${after.owner} enter`)) return `nobody asked ${after.owner} to enter`
    return after.exit === null && !after.isTakenOver ? null : 'a new tag has marks already'
  }
  if (after === null) {
    return before.exit === null ? 'it is gone, and nobody decided so' : null
  }
  if (after.claim !== before.claim) return `${after.claim} hangs in the place of ${before.claim}`
  if (before.isTakenOver && !after.isTakenOver) return 'the takeover is undone'
  if (after.owner !== before.owner && !(after.isTakenOver && asked('Manual takeover'))) {
    return `${before.owner} lost it to ${after.owner}`
  }
  const isTakenBack = before.isTakenOver && before.exit === 'Observer' && after.exit === null
  if (before.exit !== null) {
    return after.exit === before.exit || isTakenBack ? null : 'the decision to exit is another'
  }
  if (after.exit === null) return null
  // At the moment of a takeover elsewhere, either is refused: who was told so is looked at apart.
  if (after.exit !== after.owner && !after.isTakenOver) {
    return `${after.exit} ends what ${after.owner} owns`
  }
  return asked(`${after.exit} exit`) ? null : `nobody asked ${after.exit} to exit`
}

/** What may be answered, and what of the record has to have been so meanwhile. */
const refusals: Readonly<
  Partial<Record<Problem['code'], (asked: Asked, hanging: Hanging) => boolean>>
> = {
  'owned-by-observer': (asked, hanging) => asked === 'Manual exit' && hanging?.owner === 'Observer',
  'transition-in-progress': (asked, hanging) =>
    !asked.endsWith('exit') && hanging !== null && hanging.exit !== null,
  'not-in-maintenance': (asked, hanging) => asked === 'Manual takeover' && hanging === null,
  // The connection, or an answer that broke off with it.
  'environment-offline': () => true,
  'went-offline': () => true,
  'engine-unreachable': () => true,
  'engine-answer-unreadable': () => true,
}

/** What is wrong with the answer, if it was true at no time since the request was made; or null. */
export function answerFault(
  asked: Asked,
  answer: Result<Outcome, Problem>,
  meanwhile: readonly Hanging[],
): string | null {
  if (!answer.ok) {
    const { code } = answer.problem
    const isSo = refusals[code]
    return meanwhile.some((hanging) => isSo?.(asked, hanging)) ? null : code
  }
  const { result, newMode } = answer.value
  const isSo = meanwhile.some((hanging) => (hanging === null) === (newMode === 'Normal'))
  return result === 'incomplete' || isSo ? null : `${result}, ${newMode}`
}
