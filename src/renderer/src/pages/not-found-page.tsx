import type { ReactElement } from 'react'
import { LinkButton } from '../components/link-button'
import { PageHeading } from '../components/page-heading'
import { useOverviewMemory } from '../store/context'

/** A product deployment that is not, or no longer, there. */
export function NotFoundPage(): ReactElement {
  const overview = useOverviewMemory()
  return (
    <div className="centred panel empty">
      <PageHeading title="Not Found">No such product deployment</PageHeading>
      <p className="muted">
        It is not known here. It may have been removed from its host, or its environment has not
        answered yet.
      </p>
      <LinkButton to={overview.path()}>All Deployments</LinkButton>
    </div>
  )
}
