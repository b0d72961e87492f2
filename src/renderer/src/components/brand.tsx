import type { ReactElement } from 'react'

/** The lockout tag. */
export function BrandMark({ size }: { size: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <path
        d="M11 2.5h10a3 3 0 0 1 2.4 1.2l2.5 3.4a3 3 0 0 1 .6 1.8V26.500a3 3 0 0 1-3 3h-15a3 3 0 0 1-3-3V8.900a3 3 0 0 1 .6-1.800l2.500-3.400A3 3 0 0 1 11 2.500Z"
        fill="#b3261e"
      />
      <circle cx="16" cy="7.500" r="2.400" fill="var(--surface, #fff)" />
      <path d="M5.500 13h21v10.500h-21z" fill="#fff" />
      <path
        d="M12.500 17.200v-1.100a3.500 3.500 0 0 1 7 0v1.100h.700v5h-8.400v-5Zm1.800 0h3.400v-1.100a1.700 1.700 0 0 0-3.400 0Z"
        fill="#182026"
      />
    </svg>
  )
}
