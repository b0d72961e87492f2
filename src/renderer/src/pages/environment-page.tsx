import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { PageHeading } from '../components/page-heading'
import { settingsPath } from '../paths'
import { useWorld } from '../store/context'
import { EnvironmentForm } from './environment-form'
import { NotFoundPage } from './not-found-page'

/** Where an environment is set up: a new one, or one that is there. */
export function EnvironmentPage(): ReactElement {
  const { environmentId } = useParams()
  const edited = useWorld((world) => world.environments.find(({ id }) => id === environmentId))
  if (environmentId !== undefined && edited === undefined) return <NotFoundPage />
  const heading = edited === undefined ? 'Add Environment' : 'Edit Environment'
  return (
    <div className="narrow stack-wide">
      <nav className="breadcrumb" aria-label="Breadcrumb">
        <Link to={settingsPath}>Settings</Link>
        <span aria-hidden>/</span>
        <span aria-current="page">{heading}</span>
      </nav>
      <PageHeading title={heading}>{heading}</PageHeading>
      <EnvironmentForm key={environmentId ?? ''} edited={edited ?? null} />
    </div>
  )
}
