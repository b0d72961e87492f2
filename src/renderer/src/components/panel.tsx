import { useId } from 'react'
import type { ReactElement, ReactNode } from 'react'

interface PanelProperties {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
  /** Its content reaches the edges: a table, a list. */
  readonly flush?: boolean
  readonly heading?: 'h2' | 'h3'
}

/** A titled surface. */
export function Panel({
  title,
  aside,
  children,
  flush = false,
  heading: Title = 'h2',
}: PanelProperties): ReactElement {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <Title id={id}>{title}</Title>
        {aside}
      </div>
      {flush ? children : <div className="panel-body">{children}</div>}
    </section>
  )
}

/** A surface that opens on demand. */
export function Disclosure({
  summary,
  children,
}: {
  summary: ReactNode
  children: ReactNode
}): ReactElement {
  return (
    <details className="panel disclosure">
      <summary>{summary}</summary>
      {children}
    </details>
  )
}
