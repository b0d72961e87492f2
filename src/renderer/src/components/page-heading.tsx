import { useEffect, useRef } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { useLocation } from 'react-router'

/**
 * The page's only `h1`, and the window's title. It takes the focus when it appears, so that a
 * screen reader says where one is; not on the first page, where the skip link comes first.
 */
export function PageHeading({
  children,
  title,
}: {
  children: ReactNode
  title: string
}): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null)
  const isFirstPage = useLocation().key === 'default'

  useEffect(() => {
    if (!isFirstPage) heading.current?.focus()
    // A heading that is there stays where it is: only its appearance moves the focus.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  return (
    <>
      <title>{`${title} – Tagout`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
    </>
  )
}

/** The heading of a result takes the focus wherever one was. */
export function ResultHeading({
  children,
  title,
}: {
  children: ReactNode
  title: string
}): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <title>{`${title} – Tagout`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
    </>
  )
}
