import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { FocusEvent, Key, ReactElement, Ref, RefObject } from 'react'

/** Up to so many are all there: found by the browser's own search, and printed as they are. */
export const mostAtOnce = 100
/** Beyond the window's edges, so that there is something to scroll and to tab to. */
const beyondEdges = 12

/** Goes on each row: where it is among all, of which most are not there. */
export interface RowPlace {
  readonly ref?: Ref<HTMLElement & HTMLTableRowElement & HTMLLIElement>
  readonly 'data-index': number
  readonly 'aria-rowindex'?: number
  readonly 'aria-posinset'?: number
  readonly 'aria-setsize'?: number
}

type Piece =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly before: number; readonly height: number }

interface Windowed<E extends HTMLElement> {
  readonly container: RefObject<E | null>
  readonly pieces: readonly Piece[]
  readonly measure: ((element: HTMLElement | null) => void) | undefined
  readonly focusing: {
    onFocus(event: FocusEvent): void
    onBlur(): void
  }
}

/**
 * The rows near the window, with gaps as high as those that are left out. The row that has the focus
 * stays, with its neighbours, wherever the window is. What is printed is whole.
 */
function useWindowed<E extends HTMLElement>(count: number, height: number): Windowed<E> {
  const container = useRef<E>(null)
  const [margin, setMargin] = useState(0)
  const [focused, setFocused] = useState<number | null>(null)
  const isWhole = useIsPrinted() || count <= mostAtOnce
  const virtualizer = useWindowVirtualizer({
    count: isWhole ? 0 : count,
    estimateSize: () => height,
    overscan: beyondEdges,
    scrollMargin: margin,
    rangeExtractor: (range) => withFocused(defaultRangeExtractor(range), focused, count),
  })
  // What stands above it may have become higher.
  useLayoutEffect(() => {
    const top = container.current?.getBoundingClientRect().top ?? 0
    const offset = Math.round(top + window.scrollY)
    if (offset !== margin) setMargin(offset)
  }, [margin, count, virtualizer.scrollOffset])
  return {
    container,
    pieces: isWhole ? whole(count) : near(virtualizer, margin),
    measure: isWhole ? undefined : virtualizer.measureElement,
    focusing: {
      onFocus: ({ target }) => {
        const row = target.closest<HTMLElement>('[data-index]')
        setFocused(row === null ? null : Number(row.dataset.index))
      },
      onBlur: () => setFocused(null),
    },
  }
}

function whole(count: number): readonly Piece[] {
  return Array.from({ length: count }, (_, index) => ({ kind: 'row', index }))
}

function near(
  virtualizer: Pick<ReturnType<typeof useWindowVirtualizer>, 'getVirtualItems' | 'getTotalSize'>,
  margin: number,
): readonly Piece[] {
  const pieces: Piece[] = []
  let end = margin
  for (const { index, start, end: next } of virtualizer.getVirtualItems()) {
    if (start > end) pieces.push({ kind: 'gap', before: index, height: start - end })
    pieces.push({ kind: 'row', index })
    end = next
  }
  const left = margin + virtualizer.getTotalSize() - end
  return left > 0 ? [...pieces, { kind: 'gap', before: Infinity, height: left }] : pieces
}

function withFocused(range: readonly number[], focused: number | null, count: number): number[] {
  if (focused === null) return [...range]
  const kept = [focused - 1, focused, focused + 1].filter((each) => each >= 0 && each < count)
  return [...new Set([...range, ...kept])].sort((one, other) => one - other)
}

function useIsPrinted(): boolean {
  return useSyncExternalStore(subscribeToPrinting, () => printing.matches)
}

const printing = window.matchMedia('print')

function subscribeToPrinting(listener: () => void): () => void {
  printing.addEventListener('change', listener)
  return () => printing.removeEventListener('change', listener)
}

interface WindowedProperties<T> {
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => Key
  /** Pixels, about; each is measured once it is there. */
  readonly height: number
  /** Has to spread the place on its outermost element. */
  readonly children: (row: T, place: RowPlace) => ReactElement
}

interface Drawn<T> extends WindowedProperties<T> {
  readonly windowed: Pick<Windowed<HTMLElement>, 'pieces' | 'measure'>
  readonly gap: (before: number, height: number) => ReactElement
  readonly placeOf: (index: number) => Omit<RowPlace, 'ref' | 'data-index'>
}

function drawn<T>({
  windowed: { pieces, measure },
  rows,
  keyOf,
  children,
  gap,
  placeOf,
}: Drawn<T>): readonly (ReactElement | null)[] {
  return pieces.map((piece) => {
    if (piece.kind === 'gap') return gap(piece.before, piece.height)
    const row = rows[piece.index]
    if (row === undefined) return null
    return (
      <Keyed key={keyOf(row)}>
        {children(row, {
          ...(measure === undefined ? {} : { ref: measure }),
          'data-index': piece.index,
          ...placeOf(piece.index),
        })}
      </Keyed>
    )
  })
}

/** A table's body, however long. Its table says of how many rows by `rowCountOf`. */
export function WindowedBody<T>({
  columns,
  ...properties
}: WindowedProperties<T> & { readonly columns: number }): ReactElement {
  const { rows, height } = properties
  const { container, focusing, ...windowed } = useWindowed<HTMLTableSectionElement>(
    rows.length,
    height,
  )
  return (
    <tbody ref={container} {...focusing}>
      {drawn({
        ...properties,
        windowed,
        gap: (before, height) => (
          <tr key={`gap ${before}`} aria-hidden className="gap">
            <td colSpan={columns} style={{ height }} />
          </tr>
        ),
        placeOf: (index) => ({ 'aria-rowindex': index + 2 }),
      })}
    </tbody>
  )
}

/** With its head. */
export function rowCountOf(rows: readonly unknown[]): number {
  return rows.length + 1
}

/** A list, however long. */
export function WindowedList<T>({
  className,
  ...properties
}: WindowedProperties<T> & { readonly className: string }): ReactElement {
  const { rows, height } = properties
  const { container, focusing, ...windowed } = useWindowed<HTMLUListElement>(rows.length, height)
  return (
    <ul ref={container} className={className} {...focusing}>
      {drawn({
        ...properties,
        windowed,
        gap: (before, height) => (
          <li key={`gap ${before}`} aria-hidden className="gap" style={{ height }} />
        ),
        placeOf: (index) => ({ 'aria-posinset': index + 1, 'aria-setsize': rows.length }),
      })}
    </ul>
  )
}

function Keyed({ children }: { readonly children: ReactElement }): ReactElement {
  return children
}
