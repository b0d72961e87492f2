import { Skeleton } from '@mantine/core'
import { Suspense, useEffect, useMemo, useState } from 'react'
import type { ReactElement } from 'react'
import { useSearchParams } from 'react-router'
import { DemoBanner } from '../components/demo'
import { LinkButton } from '../components/link-button'
import { MaintenanceEntry } from '../components/maintenance-entry'
import { OfflineBanners } from '../components/offline-banner'
import { OverviewFilter } from '../components/overview-filter'
import { PageHeading } from '../components/page-heading'
import { Panel } from '../components/panel'
import { ProductTable } from '../components/product-table'
import { UnassignedContainers } from '../components/unassigned'
import { WindowedList } from '../components/windowed'
import { newEnvironmentPath } from '../paths'
import { useOverviewMemory, useWorld } from '../store/context'
import { filterFrom, isNarrowed, parametersOf } from '../store/overview'
import type { Filter } from '../store/overview'
import { createOverview } from '../store/ranking'
import { unassignedIn } from '../store/unassigned'
import { listed } from '../text/count'
import { nameShown } from '../text/demo'
import { environmentsText } from '../text/environments'
import { summaryText } from '../text/summary'
import { later } from './later'

// Only until it is said which environments there are.
const FoundHere = later(async () => (await import('../components/found-here')).FoundHere)

// Only while nothing is connected.
const FirstStart = later(async () => (await import('../components/first-start')).FirstStart)

/** Every product deployment at a glance; without any and without a connection, how to get one. */
export function OverviewPage(): ReactElement {
  const environments = useWorld((world) => world.environments)
  const isEmpty = useWorld((world) => world.products.size === 0)
  const isConnected = environments.some(({ connection }) => connection.state === 'connected')
  return isEmpty && !isConnected ? <NoConnection /> : <Deployments isEmpty={isEmpty} />
}

/** Drawn anew when products come, go or change places; what a row shows, that row draws. */
function Deployments({ isEmpty }: { isEmpty: boolean }): ReactElement {
  const environments = useWorld((world) => world.environments)
  const [parameters, setParameters] = useSearchParams()
  const { remember } = useOverviewMemory()
  const address = parameters.toString()
  useEffect(() => remember(address), [remember, address])
  const filter = useMemo(() => filterFrom(new URLSearchParams(address)), [address])
  const narrow = (chosen: Filter): void => {
    setParameters(parametersOf(chosen), { replace: true })
  }
  const environmentNames = useMemo(
    () =>
      environments.length > 1
        ? new Map<string, string>(environments.map((each) => [each.id, nameShown(each)]))
        : null,
    [environments],
  )
  const [overviewOf] = useState(createOverview)
  const { inMaintenance, normal } = useWorld(({ products }) => overviewOf(products, filter))
  const summary = useWorld(({ products }) => summaryText([...products.values()]))
  const count = useWorld(({ products }) => products.size)
  const areChosen = useWorld((world) => world.areEnvironmentsChosen)

  return (
    <>
      <div className="stack-tight">
        <PageHeading title="Overview">Overview</PageHeading>
        <p className="muted">{summary}</p>
      </div>
      {areChosen ? null : (
        <Suspense fallback={null}>
          <FoundHere isAside />
        </Suspense>
      )}
      <DemoBanner environments={environments} />
      <OfflineBanners environments={environments} />
      {isEmpty ? (
        <NothingDeployed />
      ) : (
        <OverviewFilter filter={filter} environments={environments} onChange={narrow} />
      )}
      {inMaintenance.length === 0 ? null : (
        <Panel title={`In maintenance (${inMaintenance.length})`} flush>
          <WindowedList
            className="entry-list"
            rows={inMaintenance}
            keyOf={(key) => key}
            height={112}
          >
            {(key, place) => (
              <MaintenanceEntry
                productKey={key}
                environmentNames={environmentNames}
                place={place}
              />
            )}
          </WindowedList>
        </Panel>
      )}
      {normal.length === 0 ? null : (
        <Panel title={`In normal operation (${normal.length})`} flush>
          <ProductTable
            label="In normal operation"
            products={normal}
            environmentNames={environmentNames}
          />
        </Panel>
      )}
      {!isEmpty && inMaintenance.length + normal.length === 0 && isNarrowed(filter) ? (
        <div className="panel empty" role="status">
          <p className="strong">No product deployment matches the filter.</p>
          <p className="muted">Clear the filter to see all {count}.</p>
        </div>
      ) : null}
      <Unassigned filter={filter} />
    </>
  )
}

function Unassigned({ filter }: { filter: Filter }): ReactElement | null {
  const environments = useWorld((world) => world.environments)
  const unassigned = useWorld((world) => world.unassigned)
  const containers = useMemo(
    () => unassignedIn({ environments, unassigned }, filter),
    [environments, unassigned, filter],
  )
  return containers.length === 0 ? null : <UnassignedContainers containers={containers} />
}

function NoConnection(): ReactElement {
  const environments = useWorld((world) => world.environments)
  const areChosen = useWorld((world) => world.areEnvironmentsChosen)
  if (environments.length === 0) return <NoEnvironment />
  if (environments.every(({ connection }) => connection.state === 'connecting')) {
    return <Connecting names={environments.map(({ name }) => name)} />
  }
  return (
    <div className="centred stack-wide">
      <div className="stack-tight">
        <PageHeading title="Connect to Docker">Connect to Docker</PageHeading>
        <p className="muted">
          Tagout shows the product deployments of a Docker engine. Nothing has to be configured:
          once it reaches one, they are here.
        </p>
      </div>
      {areChosen ? null : (
        <Suspense fallback={null}>
          <FoundHere isAside={false} />
        </Suspense>
      )}
      <Suspense fallback={null}>
        <FirstStart environments={environments} />
      </Suspense>
    </div>
  )
}

function NoEnvironment(): ReactElement {
  return (
    <>
      <PageHeading title="Overview">Overview</PageHeading>
      <div className="panel empty">
        <h2>There is no environment</h2>
        <p className="muted">{environmentsText.none}</p>
        <LinkButton to={newEnvironmentPath} variant="filled">
          {environmentsText.add}
        </LinkButton>
      </div>
    </>
  )
}

function Connecting({ names }: { names: readonly string[] }): ReactElement {
  return (
    <>
      <PageHeading title="Overview">Overview</PageHeading>
      <p className="muted" role="status">
        Connecting to {listed(names)}…
      </p>
      <Skeleton height={180} radius="md" />
    </>
  )
}

function NothingDeployed(): ReactElement {
  return (
    <div className="panel empty">
      <h2>Nothing is deployed here yet</h2>
      <p className="muted">
        Every Compose project and every labelled stack becomes a product deployment by itself, as
        soon as it has containers.
      </p>
      <code className="command">docker compose up --detach</code>
    </div>
  )
}
