import type { ReactElement } from 'react'
import { useNow } from '../store/clock'
import { durationText } from '../text/duration'
import { agoText, fullTimeText, timeText, untilText } from '../text/time'

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

/** How long ago it was, ticking; the full date is in its title. */
export function Ago({ at }: { at: string }): ReactElement {
  return (
    <time dateTime={at} title={fullTimeText(at)} className="numeric">
      {agoText(at, useNow())}
    </time>
  )
}

/** In how long it is, ticking; the full date is in its title. */
export function Until({ at }: { at: string }): ReactElement {
  return (
    <time dateTime={at} title={fullTimeText(at)} className="numeric">
      {untilText(at, useNow())}
    </time>
  )
}
