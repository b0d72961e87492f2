import type { ReactElement } from 'react'
import { useNow } from '../store/clock'
import { durationText } from '../text/duration'
import { fullTimeText, timeText } from '../text/time'

/** A point in time, short; the full date is in its title. */
export function Moment({ at }: { at: string }): ReactElement {
  return (
    <time dateTime={at} title={fullTimeText(at)}>
      {timeText(at)}
    </time>
  )
}

/** How long it has been, ticking. */
export function Elapsed({ since }: { since: string }): ReactElement {
  const now = useNow()
  const began = new Date(since).getTime()
  return (
    <span className="numeric">{Number.isNaN(began) ? 'unknown' : durationText(now - began)}</span>
  )
}
