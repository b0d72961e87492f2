import type { ReactElement } from 'react'
import { cutOffOf } from '../../../shared/history'
import type { Attempt, RecordedContainer } from '../../../shared/history'
import { useRecordedChange } from '../store/history'
import { stepDurationText } from '../text/duration'
import {
  attemptMeaning,
  attemptWords,
  recordedResultWords,
  stepsText,
  wentOnText,
} from '../text/history'
import { problemText } from '../text/problem'
import { recordedTellingText } from '../text/telling'
import { Badge, State } from './badge'
import { Moment } from './time'
import { rowCountOf, WindowedBody } from './windowed'

/** What a change did, attempt by attempt and container by container. */
export function HistoryProtocol({ id }: { id: string }): ReactElement | null {
  const change = useRecordedChange(id)
  if (change === null) return <p className="muted small">Loading…</p>
  const { attempts } = change
  return (
    <ol className="stack">
      {attempts.map((attempt, index) => (
        <li key={`${attempt.startedAt} ${index}`} className="stack-tight">
          <AttemptHead
            attempt={attempt}
            number={attempts.length > 1 ? index + 1 : null}
            former={attempts[index - 1] ?? null}
          />
          {attempt.containers.length === 0 ? null : (
            <ContainerTable attempt={attempt} label={`Protocol of attempt ${index + 1}`} />
          )}
        </li>
      ))}
    </ol>
  )
}

function AttemptHead({
  attempt: { state, by, startedAt, endedAt, problem, telling },
  number,
  former,
}: {
  attempt: Attempt
  number: number | null
  former: Attempt | null
}): ReactElement {
  const meaning = attemptMeaning(state)
  const cutOff = former === null ? null : cutOffOf(former)
  return (
    <>
      <p className="row small">
        {number === null ? null : <span className="strong">Attempt {number}</span>}
        <Badge words={attemptWords(state)} />
        <span className="muted">
          <Moment at={startedAt} />
          {by === '' ? '' : ` · ${by}`}
          {endedAt === null ? '' : ` · ${durationBetween(startedAt, endedAt)}`}
        </span>
      </p>
      {cutOff === null ? null : <p className="small">{wentOnText[cutOff]}</p>}
      {meaning === '' ? null : <p className="small muted">{meaning}</p>}
      {problem === null ? null : <p className="small">{problemText(problem).what}</p>}
      {telling === null ? null : <p className="small">{recordedTellingText(telling)}</p>}
    </>
  )
}

export function durationBetween(from: string, to: string): string {
  return stepDurationText(Date.parse(to) - Date.parse(from))
}

function ContainerTable({ attempt, label }: { attempt: Attempt; label: string }): ReactElement {
  const names = new Map(attempt.containers.map(({ container, name }) => [container, name]))
  const nameOf = (container: string): string => names.get(container) ?? container
  return (
    <div className="protocol">
      <table className="table" aria-label={label} aria-rowcount={rowCountOf(attempt.containers)}>
        <thead>
          <tr>
            <th scope="col">Container</th>
            <th scope="col">Stack and service</th>
            <th scope="col">Result</th>
            <th scope="col">Exit code</th>
            <th scope="col">What was done</th>
          </tr>
        </thead>
        <WindowedBody
          rows={attempt.containers}
          keyOf={(each) => each.container}
          height={40}
          columns={5}
        >
          {(container, place) => (
            <tr className={container.result === 'failed' ? 'danger' : ''} {...place}>
              <th scope="row" className="mono">
                {container.name}
              </th>
              <td>
                {container.stack} / {container.service}
              </td>
              <td>
                <State words={recordedResultWords(container)} />
                <Why container={container} nameOf={nameOf} />
              </td>
              <td className="numeric">{container.exitCode ?? '–'}</td>
              <td>{stepsText(container.steps)}</td>
            </tr>
          )}
        </WindowedBody>
      </table>
    </div>
  )
}

function Why({
  container: { killed, problem },
  nameOf,
}: {
  container: RecordedContainer
  nameOf: (container: string) => string
}): ReactElement | null {
  if (killed) return <p className="small">did not stop in time</p>
  if (problem === null) return null
  const { what, detail } = problemText(problem, nameOf)
  return (
    <div className="stack-tight small">
      <p>{what}</p>
      {detail === null ? null : <p className="mono">{detail}</p>}
    </div>
  )
}
