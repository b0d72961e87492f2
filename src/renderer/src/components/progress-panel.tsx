import { Progress, VisuallyHidden } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { Change } from '../../../shared/change'
import { containersOf, totalsOf } from '../../../shared/progress'
import { quarterText } from '../text/progress'
import { ProgressTable } from './progress-table'
import { TellingProgress } from './telling'
import { Elapsed } from './time'

interface ProgressPanelProperties {
  readonly change: Change
  readonly label: string
  /** Buttons, beside the bar. */
  readonly children?: ReactNode
}

/** How far a change got: all of it in a bar, and container by container. */
export function ProgressPanel({ change, label, children }: ProgressPanelProperties): ReactElement {
  const rows = containersOf(change.steps)
  const { total, over, done, failed, startedAt } = totalsOf(rows)
  const sentence = total === 0 ? 'Getting ready' : `${done} of ${total} containers done`
  return (
    <section className="panel" aria-label={label}>
      <div className="panel-body stack">
        <div className="row spread">
          <p>
            <span className="strong numeric">{sentence}</span>
            {failed === 0 ? null : <span className="trouble-text">, {failed} failed</span>}
            {startedAt === null || change.state === 'incomplete' ? null : (
              <span className="muted">
                {' '}
                · <Elapsed since={startedAt} />
              </span>
            )}
          </p>
          {children}
        </div>
        <TellingProgress telling={change.telling} />
        <Progress.Root size="lg">
          <Progress.Section
            value={total === 0 ? 0 : (over / total) * 100}
            color={failed === 0 ? 'petrol' : 'red.8'}
            aria-label={label}
            aria-valuetext={sentence}
          />
        </Progress.Root>
        <VisuallyHidden aria-live="polite">{quarterText(done, total)}</VisuallyHidden>
      </div>
      {rows.length === 0 ? null : <ProgressTable rows={rows} />}
    </section>
  )
}
