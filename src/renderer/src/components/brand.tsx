import type { ReactElement } from 'react'

/** The lockout tag: the same drawing as resources/icon.svg, and in index.html. */
export function BrandMark({ size }: { size: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 512 512" aria-hidden focusable="false">
      <path
        fillRule="evenodd"
        d="M176 24h160a32 32 0 0 1 25 12l48 60a32 32 0 0 1 7 20v332a40 40 0 0 1-40 40H136a40 40 0 0 1-40-40V116a32 32 0 0 1 7-20l48-60a32 32 0 0 1 25-12Zm80 44a36 36 0 1 0 0 72 36 36 0 0 0 0-72Z"
        fill="#b3261e"
      />
      <path
        d="M196 300v-44a60 60 0 0 1 120 0v44h4a24 24 0 0 1 24 24v84a24 24 0 0 1-24 24H192a24 24 0 0 1-24-24v-84a24 24 0 0 1 24-24Zm36 0h48v-44a24 24 0 0 0-48 0Z"
        fill="#fff"
      />
    </svg>
  )
}
