import { useState } from 'react'
import type { ReactElement } from 'react'
import type { ChangeEntry, HistoryEntry } from '../../../shared/history'
import { unreachable } from '../../../shared/result'
import { entryTitle, entryWords, sumsText } from '../text/history'
import { triggeredByText } from '../text/words'
import { Badge } from './badge'
import { HistoryProtocol, durationBetween } from './history-protocol'
import { NoReason } from './maintenance-entry'
import { Moment } from './time'

/** One thing that happened; a change opens its protocol. */
export function HistoryItem({ entry }: { entry: HistoryEntry }): ReactElement {
  const words = entryWords(entry)
  return (
    <li className={`entry tone-${words.tone}`}>
      <div className="entry-head">
        <h2 className="entry-title">
          {entryTitle(entry)}{' '}
          <span className="muted regular">
            {[entry.product.name, entry.product.version]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </h2>
        <span className="row">
          <Badge words={words} />
          <span className="small muted numeric">
            <Moment at={entry.at} />
          </span>
        </span>
      </div>
      <What entry={entry} />
    </li>
  )
}

function What({ entry }: { entry: HistoryEntry }): ReactElement {
  switch (entry.kind) {
    case 'change':
      return <ChangeLines entry={entry} />
    case 'takeover':
      return (
        <>
          <p className="reason clamped">{entry.to.reason}</p>
          <p className="small muted">
            {triggeredByText(entry.to.source, entry.to.by)} · from{' '}
            {triggeredByText(entry.from.source, entry.from.by)}, since <Moment at={entry.from.at} />
            {entry.from.reason === '' ? '' : `: ${entry.from.reason}`}
          </p>
        </>
      )
    case 'drift':
      return (
        <p className="small">
          <span className="mono">{entry.container.name}</span>{' '}
          <span className="muted">
            ({entry.container.stack} / {entry.container.service}){' '}
            {entry.place === 'appeared'
              ? 'was not there when the product went into maintenance, and ran.'
              : 'was started although the product was in maintenance.'}
          </span>
        </p>
      )
    default:
      return unreachable(entry)
  }
}

function ChangeLines({ entry }: { entry: ChangeEntry }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const { trigger, at, endedAt } = entry
  const reason = trigger?.reason ?? ''
  const facts = [
    trigger === null ? 'Nobody known' : triggeredByText(trigger.source, trigger.by),
    `${entry.from} → ${entry.to}`,
    endedAt === null ? '' : durationBetween(at, endedAt),
    sumsText(entry),
  ].filter((fact) => fact !== '')
  return (
    <>
      {entry.from === entry.to ? null : (
        <p className="reason clamped">{reason === '' ? <NoReason /> : reason}</p>
      )}
      <p className="small muted">{facts.join(' · ')}</p>
      <details
        className="protocol-disclosure"
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary className="small">Protocol</summary>
        {isOpen ? <HistoryProtocol id={entry.id} /> : null}
      </details>
    </>
  )
}
