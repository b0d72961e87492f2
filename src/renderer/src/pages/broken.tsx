import type { ReactElement } from 'react'
import { Callout } from '../components/callout'

/** The window got no answer at all: that is a defect, and is told as one. */
export function Broken({ detail }: { detail: string }): ReactElement {
  return (
    <main className="main">
      <h1>Tagout can’t show anything</h1>
      <Callout tone="danger" title="The window got no answer from Tagout itself.">
        <p>
          This is a defect of Tagout. Quit it and start it again; if it stays, report this text.
          Products in maintenance stay in maintenance.
        </p>
        <p className="quoted">{detail}</p>
      </Callout>
    </main>
  )
}
