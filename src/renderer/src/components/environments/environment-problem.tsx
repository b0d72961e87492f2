import type { ReactElement } from 'react'
import type { EnvironmentProblem } from '../../../../shared/problem'
import type { Defect } from '../../store/confirmation-store'
import { environmentProblemText } from '../../text/environments'
import { Callout } from '../callout'

/** Why the environments are as they were. */
export function EnvironmentProblemCallout({
  problem,
}: {
  readonly problem: EnvironmentProblem | Defect
}): ReactElement {
  const { what, todo, detail } = environmentProblemText(problem)
  return (
    <Callout tone="danger" title={what} live>
      <p>{todo}</p>
      {detail === null ? null : <p className="quoted">{detail}</p>}
    </Callout>
  )
}
