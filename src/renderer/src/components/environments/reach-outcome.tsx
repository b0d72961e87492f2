import type { ReactElement } from 'react'
import { connectionProblemText } from '../../../../shared/connection-problem'
import type { Reach } from '../../../../shared/environment-config'
import type { ReachOutcome } from '../../store/reach-test'
import { remediesFor } from '../../text/connecting'
import { knownAsText, reachedText } from '../../text/environments'
import { Callout } from '../callout'
import { ProblemCallout } from '../problem-callout'
import { Remedies } from '../remedies'

/** What a connection that was tried has met: the engine, or why not and what to do. */
export function ReachOutcomeCallout({
  reach,
  outcome,
}: {
  readonly reach: Reach
  readonly outcome: ReachOutcome
}): ReactElement {
  if (outcome.ok) {
    const { knownAs } = outcome.value
    return (
      <Callout
        tone={knownAs === null ? 'ok' : 'warn'}
        title={`Connected: ${reachedText(outcome.value)}`}
      >
        {knownAs === null ? null : <p>{knownAsText(knownAs)}</p>}
      </Callout>
    )
  }
  const { problem } = outcome
  if (problem.code === 'malformed-request') return <ProblemCallout problem={problem} />
  return (
    <Callout tone="danger" title={`Not connected. ${connectionProblemText(problem)}`}>
      <Remedies remedies={remediesFor(problem, reach)} />
    </Callout>
  )
}
