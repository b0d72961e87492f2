import { useId, useState } from 'react'
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

interface DisclosureProperties {
  readonly summary: ReactNode
  readonly children: ReactNode
  readonly initiallyOpen?: boolean
  /** What is in it is not there while it is closed. */
  readonly onDemand?: boolean
  readonly onToggle?: (isOpen: boolean) => void
}

/** A surface that opens on demand. */
export function Disclosure({
  summary,
  children,
  initiallyOpen = false,
  onDemand = false,
  onToggle,
}: DisclosureProperties): ReactElement {
  // What it begins with: from then on it is the user's.
  const [open] = useState(initiallyOpen)
  const [isOpen, setOpen] = useState(initiallyOpen)
  return (
    <details
      className="panel disclosure"
      open={open}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open)
        onToggle?.(currentTarget.open)
      }}
    >
      <summary>{summary}</summary>
      {isOpen || !onDemand ? children : null}
    </details>
  )
}
