import { Button, Skeleton } from '@mantine/core'
import type { ReactElement } from 'react'
import { useSearchParams } from 'react-router'
import type { HistoryPage as Shown } from '../../../shared/history'
import { Callout } from '../components/callout'
import { HistoryItem } from '../components/history-entry'
import { HistoryExport } from '../components/history-export'
import { HistoryFilterBar } from '../components/history-filter'
import { HistoryTimeline } from '../components/history-timeline'
import { PageHeading } from '../components/page-heading'
import {
  entriesOnPage,
  historyParameters,
  historyViewFrom,
  isHistoryNarrowed,
  useHistoryPage,
} from '../store/history'
import type { HistoryView } from '../store/history'
import { count } from '../text/count'
import { pageText, unreadableText } from '../text/history'

/** What happened to the products, newest first, a page at a time. */
export function HistoryPage(): ReactElement {
  const [parameters, setParameters] = useSearchParams()
  const view = historyViewFrom(parameters)
  const shown = useHistoryPage(view)
  const show = (next: HistoryView): void => {
    setParameters(historyParameters(next), { replace: true })
  }
  return (
    <>
      <div className="page-head">
        <div className="stack-tight">
          <PageHeading title="History">History</PageHeading>
          <p className="muted">
            {shown === null ? '' : count(shown.total, 'entry', 'entries')}
            {isHistoryNarrowed(view.filter) ? ' match the filter' : ''}
          </p>
        </div>
        <HistoryExport filter={view.filter} />
      </div>
      <HistoryFilterBar
        filter={view.filter}
        products={shown?.products ?? []}
        onChange={(filter) => show({ filter, page: 1 })}
      />
      {shown === null || view.page > 1 ? null : <HistoryTimeline timeline={shown.timeline} />}
      {shown === null ? (
        <Skeleton height={180} radius="md" />
      ) : (
        <Entries view={view} shown={shown} onShow={show} />
      )}
    </>
  )
}

interface EntriesProperties {
  readonly view: HistoryView
  readonly shown: Shown
  readonly onShow: (view: HistoryView) => void
}

function Entries({ view, shown, onShow }: EntriesProperties): ReactElement {
  const { page, filter } = view
  const pages = Math.max(1, Math.ceil(shown.total / entriesOnPage))
  return (
    <>
      {shown.unreadable === 0 ? null : (
        <Callout tone="warn" title="Part of the history can’t be read">
          <p>{unreadableText(shown.unreadable)}</p>
        </Callout>
      )}
      {shown.entries.length === 0 ? (
        <div className="panel empty" role="status">
          <p className="strong">
            {isHistoryNarrowed(filter)
              ? 'Nothing in the history matches the filter.'
              : 'Nothing has happened yet.'}
          </p>
          <p className="muted">
            {isHistoryNarrowed(filter)
              ? 'Clear the filter to see all of it.'
              : 'Every change is on record here, with what was done with each container.'}
          </p>
        </div>
      ) : (
        <ul className="panel entry-list" aria-label="History, newest first">
          {shown.entries.map((entry) => (
            <HistoryItem key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {pages < 2 ? null : (
        <nav className="row" aria-label="Pages of the history">
          <Button
            variant="default"
            disabled={page <= 1}
            onClick={() => onShow({ filter, page: page - 1 })}
          >
            Newer
          </Button>
          <span className="muted numeric">{pageText(page, pages)}</span>
          <Button
            variant="default"
            disabled={page >= pages}
            onClick={() => onShow({ filter, page: page + 1 })}
          >
            Older
          </Button>
        </nav>
      )}
    </>
  )
}
