import type { ReactElement } from 'react'
import type { MaintenanceSpan, Timeline, TimelineRow } from '../../../shared/history'
import { keyOf } from '../../../shared/ids'
import { dayText } from '../text/time'
import { spanText } from '../text/history'
import { Panel } from './panel'

/** When which product was in maintenance, and whose that was: a picture, with its words for each bar. */
export function HistoryTimeline({ timeline }: { timeline: Timeline }): ReactElement | null {
  const { from, until, rows } = timeline
  if (rows.length === 0) return null
  return (
    <Panel title="Maintenance in the last 30 days" aside={<Legend />}>
      <ul className="timeline" aria-label="Maintenance in the last 30 days, by product">
        {rows.map((row) => (
          <Row key={keyOf(row.product.ref)} row={row} scale={timeline} />
        ))}
      </ul>
      <p className="timeline-axis small muted" aria-hidden>
        <span>{dayText(from)}</span>
        <span>{dayText(new Date((Date.parse(from) + Date.parse(until)) / 2).toISOString())}</span>
        <span>now</span>
      </p>
    </Panel>
  )
}

function Legend(): ReactElement {
  return (
    <span className="row small muted">
      <span className="row">
        <span className="timeline-key" data-source="Manual" aria-hidden /> Manual
      </span>
      <span className="row">
        <span className="timeline-key" data-source="Observer" aria-hidden /> Observer
      </span>
    </span>
  )
}

function Row({
  row: { product, spans },
  scale,
}: {
  row: TimelineRow
  scale: Timeline
}): ReactElement {
  return (
    <li className="timeline-row">
      <span className="timeline-name">{product.name}</span>
      <ul className="timeline-track">
        {spans.map((span) => (
          <li
            key={span.from}
            className="timeline-bar"
            data-source={span.source}
            style={placeOf(span, scale)}
            title={spanText(span, scale.until)}
          >
            <span className="timeline-words">{spanText(span, scale.until)}</span>
          </li>
        ))}
      </ul>
    </li>
  )
}

/** In percent of the track; what is too short to be seen has its least width by its style. */
function placeOf(span: MaintenanceSpan, scale: Timeline): { left: string; width: string } {
  const [start, end] = [Date.parse(scale.from), Date.parse(scale.until)]
  const portion = (at: string): number =>
    (Math.min(Math.max(Date.parse(at), start), end) - start) / (end - start)
  const left = portion(span.from)
  const width = portion(span.to ?? scale.until) - left
  // One that has just begun stays inside of the track.
  return { left: `min(${left * 100}%, 100% - 0.25rem)`, width: `${width * 100}%` }
}
