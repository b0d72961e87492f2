import { Skeleton } from '@mantine/core'
import type { ReactElement } from 'react'
import { BrandMark } from './brand'

/** What is there at once, while the world is still on its way from main: some tenths of a second. */
export function Opening(): ReactElement {
  return (
    <>
      <header className="header">
        <div className="header-row">
          <span className="brand">
            <BrandMark size={24} />
            Tagout
          </span>
        </div>
      </header>
      <main className="main">
        <p className="muted" role="status">
          Starting…
        </p>
        <Skeleton height={180} radius="md" aria-hidden />
      </main>
    </>
  )
}
