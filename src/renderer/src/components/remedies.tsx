import type { ReactElement } from 'react'
import type { Remedy } from '../text/connecting'

/** What to do, the likeliest first. */
export function Remedies({ remedies }: { remedies: readonly Remedy[] }): ReactElement {
  return (
    <ol className="stack numbered">
      {remedies.map(({ text, command }) => (
        <li key={text}>
          {text}
          {command === null ? null : <code className="command">{command}</code>}
        </li>
      ))}
    </ol>
  )
}
