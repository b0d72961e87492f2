import type { ReactElement, ReactNode } from 'react'
import type { Problem } from '../../../shared/problem'
import { problemText } from '../text/problem'
import { Callout } from './callout'

interface ProblemCalloutProperties {
  readonly problem: Problem
  readonly title?: string
  readonly live?: boolean
  readonly children?: ReactNode
}

/** What went wrong, what to do about it, and what the engine said. */
export function ProblemCallout({
  problem,
  title,
  live = false,
  children,
}: ProblemCalloutProperties): ReactElement {
  const { what, todo, detail } = problemText(problem)
  return (
    <Callout tone="danger" title={title ?? what} live={live}>
      <p>
        {title === undefined ? '' : `${what} `}
        {todo}
      </p>
      {detail === null ? null : <p className="quoted">{detail}</p>}
      {children}
    </Callout>
  )
}
