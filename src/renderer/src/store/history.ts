import { useEffect, useState } from 'react'
import { historyFilter } from '../../../shared/history'
import type { HistoryFilter, HistoryPage, RecordedChange } from '../../../shared/history'
import { keyOf } from '../../../shared/ids'
import { useBridge, useWorld } from './context'

/** So many at a time: a history of years costs no more than its newest page. */
export const entriesOnPage = 50

export const noHistoryFilter: HistoryFilter = { product: null, kind: null, search: '' }

/** What is shown of the history lives in the address, so that Back finds it again. */
export interface HistoryView {
  readonly filter: HistoryFilter
  /** Counts from 1. */
  readonly page: number
}

export function historyViewFrom(parameters: URLSearchParams): HistoryView {
  const [environmentId, productDeploymentId] = parameters.get('product')?.split('/') ?? []
  const product = historyFilter.unwrap().shape.product.safeParse({
    environmentId,
    productDeploymentId,
  })
  const kind = historyFilter.unwrap().shape.kind.safeParse(parameters.get('kind'))
  const page = Number(parameters.get('page') ?? '1')
  return {
    filter: {
      product: product.success ? product.data : null,
      kind: kind.success ? kind.data : null,
      search: (parameters.get('search') ?? '').slice(0, 200),
    },
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

export function historyParameters({ filter, page }: HistoryView): URLSearchParams {
  const { product, kind, search } = filter
  const named = {
    product: product === null ? null : keyOf(product),
    kind,
    search: search === '' ? null : search,
    page: page === 1 ? null : String(page),
  }
  return new URLSearchParams(
    Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
}

export function isHistoryNarrowed(filter: HistoryFilter): boolean {
  return historyParameters({ filter, page: 1 }).size > 0
}

/** Asked anew when there is news; null until it was answered once. */
export function useHistoryPage({ filter, page }: HistoryView): HistoryPage | null {
  const bridge = useBridge()
  const revision = useWorld((world) => world.historyRevision)
  const [shown, setShown] = useState<HistoryPage | null>(null)
  const address = historyParameters({ filter, page }).toString()
  useEffect(() => {
    const asked = historyViewFrom(new URLSearchParams(address))
    const offset = (asked.page - 1) * entriesOnPage
    return answeredLast(
      bridge.call('history.list', { filter: asked.filter, offset, limit: entriesOnPage }),
      setShown,
    )
  }, [bridge, address, revision])
  return shown
}

/** A change with its protocol; null until it was answered. */
export function useRecordedChange(id: string): RecordedChange | null {
  const bridge = useBridge()
  const revision = useWorld((world) => world.historyRevision)
  const [change, setChange] = useState<RecordedChange | null>(null)
  useEffect(
    () => answeredLast(bridge.call('history.change', { id }), setChange),
    [bridge, id, revision],
  )
  return change
}

/** Yields what makes a late answer one that nobody waits for. */
function answeredLast<T>(answer: Promise<T>, use: (value: T) => void): () => void {
  let isAwaited = true
  void answer.then((value) => {
    if (isAwaited) use(value)
  })
  return () => {
    isAwaited = false
  }
}
