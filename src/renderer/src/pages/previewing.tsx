import { Skeleton } from '@mantine/core'
import type { ReactElement } from 'react'
import type { OperationMode } from '../../../shared/maintenance'
import { PageHeading } from '../components/page-heading'
import { confirmationText } from '../text/confirmation'

interface PreviewingProperties {
  readonly to: OperationMode
  readonly unchangeable: string | null
}

/** What would happen is being asked of the engine. */
export function Previewing({ to, unchangeable }: PreviewingProperties): ReactElement {
  const { heading } = confirmationText[to]
  return (
    <>
      <PageHeading title={heading}>{heading}</PageHeading>
      <p className="muted" role="status">
        {unchangeable ?? 'Looking at what would happen…'}
      </p>
      {unchangeable === null ? (
        <div className="two-columns" aria-hidden>
          <Skeleton height={220} radius="md" />
          <Skeleton height={220} radius="md" />
        </div>
      ) : null}
    </>
  )
}
