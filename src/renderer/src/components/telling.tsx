import { VisuallyHidden } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Preview } from '../../../shared/preview'
import type { Telling } from '../../../shared/setter'
import { useNow } from '../store/clock'
import { observationText } from '../text/observer'
import { graceLeftText, tellingPreviewText, tellingText, untoldText } from '../text/telling'
import { Callout } from './callout'

/** Who would be told, on the page that asks. */
export function TellingPreview({ preview }: { preview: Preview }): ReactElement | null {
  const { to, telling } = preview
  return telling === null ? null : <p>{tellingPreviewText(to, telling)}</p>
}

/** While it goes on. What ticks is no news for a screen reader, which reads it when asked to. */
export function TellingProgress({ telling }: { telling: Telling | null }): ReactElement {
  return (
    <>
      <VisuallyHidden aria-live="polite">
        {telling === null ? '' : tellingText(telling)}
      </VisuallyHidden>
      {telling === null ? null : <TellingState telling={telling} />}
      <Untold telling={telling} />
    </>
  )
}

function TellingState({ telling }: { telling: Telling }): ReactElement | null {
  const { state, until, problem } = telling
  if (state === 'failed') return null
  return (
    <div>
      <p>
        {tellingText(telling)}{' '}
        {state === 'waiting' && until !== null ? <GraceLeft until={until} /> : null}
      </p>
      {state === 'telling' && problem !== null ? (
        <p className="small muted">The attempt before: {observationText(problem).what}</p>
      ) : null}
    </div>
  )
}

function GraceLeft({ until }: { until: string }): ReactElement {
  return <span className="strong numeric">{graceLeftText(until, useNow())} left.</span>
}

interface UntoldProperties {
  readonly telling: Telling | null
}

/** That the product could not be told, why, and what to do. Nothing where it was. */
export function Untold({ telling }: UntoldProperties): ReactElement | null {
  if (telling?.state !== 'failed') return null
  const { what, todo, detail } = untoldText(telling)
  return (
    <Callout tone="warn" title={tellingText(telling)}>
      <p>
        {what} {todo}
      </p>
      {detail === null ? null : <p className="quoted">{detail}</p>}
    </Callout>
  )
}
