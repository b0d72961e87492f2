import type { ReactElement } from 'react'
import type { ContainerOutcome } from '../../../shared/change'
import { outcomeWords } from '../text/outcome'
import { problemText } from '../text/problem'
import { State } from './badge'
import { rowCountOf, WindowedBody } from './windowed'

interface OutcomeTableProperties {
  readonly label: string
  readonly containers: readonly ContainerOutcome[]
  /** Of the whole change, so that one can be named that another waits for. */
  readonly all?: readonly ContainerOutcome[]
}

export function OutcomeTable({
  label,
  containers,
  all = containers,
}: OutcomeTableProperties): ReactElement {
  const names = new Map<string, string>(all.map(({ container, name }) => [container, name]))
  const nameOf = (container: string): string => names.get(container) ?? container
  return (
    <table
      className="table outcome-table"
      aria-label={label}
      aria-rowcount={rowCountOf(containers)}
    >
      <thead>
        <tr>
          <th scope="col">Container</th>
          <th scope="col">Stack and service</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <WindowedBody rows={containers} keyOf={(each) => each.container} height={40} columns={3}>
        {(container, place) => (
          <tr className={container.result === 'failed' ? 'danger' : ''} {...place}>
            <th scope="row" className="mono">
              {container.name}
            </th>
            <td>
              {container.stack} / {container.service}
            </td>
            <td>
              <State words={outcomeWords(container)} />
              <Why container={container} nameOf={nameOf} />
            </td>
          </tr>
        )}
      </WindowedBody>
    </table>
  )
}

interface WhyProperties {
  readonly container: ContainerOutcome
  readonly nameOf: (container: string) => string
}

function Why({ container, nameOf }: WhyProperties): ReactElement | null {
  if (container.problem === null) return null
  const { what, todo, detail } = problemText(container.problem, nameOf)
  return (
    <div className="stack-tight small">
      <p>
        {what} {container.problem.code === 'cancelled' ? '' : todo}
      </p>
      {detail === null ? null : <p className="mono">{detail}</p>}
    </div>
  )
}
