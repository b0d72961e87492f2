import type { ReactElement } from 'react'
import type { ObserverStatus } from '../../../shared/observer'
import { heldText, observationText } from '../text/observer'
import { problemText } from '../text/problem'
import { Callout } from './callout'
import { Moment } from './time'

/** What is out of the ordinary with an observer, what follows from it, and what to do. */
export function ObserverCallouts({ observer }: { observer: ObserverStatus }): ReactElement {
  const { enabled, held, refused } = observer
  return (
    <>
      {enabled ? (
        <Failing observer={observer} />
      ) : (
        <Callout tone="neutral" title="The observer is switched off">
          <p>It is kept and not checked: nothing of what it watches changes this product.</p>
        </Callout>
      )}
      {held === null ? null : (
        <Callout tone="neutral" title="What it says is not acted upon just now">
          <p>{heldText(held)}</p>
        </Callout>
      )}
      {refused === null ? null : <Refused problem={refused} />}
    </>
  )
}

function Failing({ observer }: { observer: ObserverStatus }): ReactElement | null {
  const { lastCheck, failingSince } = observer
  if (lastCheck?.reading.says !== 'nothing') return null
  const { what, todo, detail } = observationText(lastCheck.reading.problem)
  return (
    <Callout
      tone="danger"
      heading="h3"
      title={
        <>
          The observer can’t tell
          {failingSince === null ? null : (
            <>
              , since <Moment at={failingSince} />
            </>
          )}
        </>
      }
    >
      <p>
        {what} {todo}
      </p>
      {detail === null ? null : <p className="quoted">{detail}</p>}
      <p>A check that fails changes nothing: the product stays in the mode in which it is.</p>
    </Callout>
  )
}

function Refused({ problem }: { problem: NonNullable<ObserverStatus['refused']> }): ReactElement {
  const { what, todo, detail } = problemText(problem)
  return (
    <Callout tone="danger" heading="h3" title="What the observer says could not be done">
      <p>
        {what} {todo}
      </p>
      {detail === null ? null : <p className="quoted">{detail}</p>}
      <p>It is tried again at the next check.</p>
    </Callout>
  )
}
