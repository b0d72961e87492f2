import type { ReactElement } from 'react'
import type { Problem } from '../../../shared/problem'
import type { ContainerProgress } from '../../../shared/progress'
import { problemText } from '../text/problem'
import { progressWords } from '../text/progress'
import { stepDurationText } from '../text/duration'
import { State } from './badge'
import { Elapsed } from './time'
import { rowCountOf, WindowedBody } from './windowed'

/** One line for each container, in the order of the plan. */
export function ProgressTable({ rows }: { rows: readonly ContainerProgress[] }): ReactElement {
  const names = new Map<string, string>(rows.map(({ container, name }) => [container, name]))
  const nameOf = (container: string): string => names.get(container) ?? container
  return (
    <table
      className="table progress-table"
      aria-label="Progress, container by container"
      aria-rowcount={rowCountOf(rows)}
    >
      <thead>
        <tr>
          <th scope="col">Container</th>
          <th scope="col">Stack and service</th>
          <th scope="col">State</th>
          <th scope="col" className="right">
            Time
          </th>
        </tr>
      </thead>
      <WindowedBody rows={rows} keyOf={({ container }) => container} height={40} columns={4}>
        {(row, place) => (
          <tr className={row.state === 'failed' ? 'danger' : ''} {...place}>
            <th scope="row" className="mono">
              {row.name}
            </th>
            <td>
              {row.stack} / {row.service}
            </td>
            <td>
              <State words={progressWords(row)} />
              {row.killed ? <p className="small">did not stop in time (exit code 137)</p> : null}
              {row.problem === null ? null : (
                <Why row={row} problem={row.problem} nameOf={nameOf} />
              )}
            </td>
            <td className="right numeric">
              <TimeOf row={row} />
            </td>
          </tr>
        )}
      </WindowedBody>
    </table>
  )
}

interface WhyProperties {
  readonly row: ContainerProgress
  readonly problem: Problem
  readonly nameOf: (container: string) => string
}

function Why({ row, problem, nameOf }: WhyProperties): ReactElement {
  const { what, todo, detail } = problemText(problem, nameOf)
  return (
    <div className="stack-tight small">
      <p>
        {what} {row.state === 'failed' ? todo : ''}
      </p>
      {detail === null ? null : <p className="mono">{detail}</p>}
    </div>
  )
}

function TimeOf({ row }: { row: ContainerProgress }): ReactElement | null {
  if (row.tookMs !== null) return <>{stepDurationText(row.tookMs)}</>
  return row.state === 'running' && row.startedAt !== null ? (
    <Elapsed since={row.startedAt} />
  ) : null
}
