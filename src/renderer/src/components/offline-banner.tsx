import type { ReactElement } from 'react'
import type { Environment } from '../../../shared/environment'
import { connectionProblemText } from '../../../shared/connection-problem'
import { Callout } from './callout'
import { useWorld } from '../store/context'
import { newestKnown } from '../store/unassigned'
import { listed } from '../text/count'
import { ReconnectButton } from './reconnect-button'
import { Moment, Until } from './time'

interface OfflineBannerProperties {
  readonly environment: Environment
  /** Since when nothing newer is known of what is shown; null when nothing is shown. */
  readonly asOf: string | null
}

/** Nothing while the environment is connected. */
export function OfflineBanner({ environment, asOf }: OfflineBannerProperties): ReactElement | null {
  const { connection } = environment
  if (connection.state !== 'offline') return null
  return (
    <Callout tone="danger" title={`${environment.name} is offline`} live>
      <p>
        {connectionProblemText(connection.problem)} Offline since <Moment at={connection.since} />.{' '}
        {asOf === null ? null : (
          <>
            What is shown is as of <Moment at={asOf} />.{' '}
          </>
        )}
        Nothing can be changed until it is connected; Tagout keeps trying by itself.
      </p>
      <div className="row">
        <ReconnectButton environment={environment} />
        {/* It ticks, which nobody wants to be told each second. */}
        <span className="muted" aria-live="off">
          Next try <Until at={connection.nextTryAt} />
        </span>
      </div>
    </Callout>
  )
}

interface OfflineBannersProperties {
  readonly environments: readonly Environment[]
}

/** One environment is told with all there is to say, several in a line each. */
export function OfflineBanners({ environments }: OfflineBannersProperties): ReactElement | null {
  const offline = environments.filter(({ connection }) => connection.state === 'offline')
  const [first, ...others] = offline
  if (first === undefined) return null
  if (others.length === 0) {
    return <OfflineOne environment={first} />
  }
  return (
    <Callout tone="danger" title={`${offline.length} environments are offline`} live>
      <p>
        What is shown of them is the last that was known, and nothing in them can be changed. Tagout
        keeps trying by itself.
      </p>
      {offline.length <= mostInFull ? (
        <OfflineList environments={offline} />
      ) : (
        <>
          <p className="strong">{listed(offline.map(({ name }) => name))}</p>
          <details className="stack">
            <summary>Why, and try again</summary>
            <OfflineList environments={offline} />
          </details>
        </>
      )}
    </Callout>
  )
}

/** Of more than these it takes a click to see each with its reason. */
const mostInFull = 3

function OfflineList({ environments }: { environments: readonly Environment[] }): ReactElement {
  return (
    <ul className="stack">
      {environments.map((environment) => (
        <li key={environment.id} className="row spread">
          <OfflineLine environment={environment} />
          <ReconnectButton environment={environment} />
        </li>
      ))}
    </ul>
  )
}

function OfflineOne({ environment }: { environment: Environment }): ReactElement {
  const asOf = useWorld(({ products }) => newestKnown(products.values(), environment.id))
  return <OfflineBanner environment={environment} asOf={asOf} />
}

function OfflineLine({
  environment: { name, connection },
}: {
  environment: Environment
}): ReactElement {
  return (
    <span>
      <span className="strong">{name}</span>
      {connection.state === 'offline' ? `: ${connectionProblemText(connection.problem)}` : ''}
    </span>
  )
}
