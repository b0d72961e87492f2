import type { ReactElement } from 'react'
import type { ContainerOutcome } from '../../../shared/change'
import { count, listed } from '../text/count'
import { Callout } from './callout'
import { OutcomeTable } from './outcome-table'
import { Disclosure } from './panel'

/** What wants a look although all went well, then everything on demand. */
export function DoneContainers({
  containers,
}: {
  containers: readonly ContainerOutcome[]
}): ReactElement {
  const killed = containers.filter((container) => container.killed)
  const gone = containers.filter(({ result }) => result === 'gone')
  const troubled = containers.filter(({ problem }) => problem !== null)
  return (
    <>
      {killed.length === 0 ? null : (
        <Callout
          tone="warn"
          title={`${count(killed.length, 'container')} did not stop in time and ${killed.length === 1 ? 'was' : 'were'} killed (exit code 137)`}
          heading="h2"
        >
          <p>
            {listed(killed.map(({ name }) => name))}: {killed.length === 1 ? 'its' : 'their'} data
            may want a look.
          </p>
        </Callout>
      )}
      {gone.length === 0 ? null : (
        <Callout
          tone="warn"
          title={`${count(gone.length, 'container')} no longer ${gone.length === 1 ? 'exists' : 'exist'}`}
          heading="h2"
        >
          <p>{listed(gone.map(({ name }) => name))}: removed on the host, so left out.</p>
        </Callout>
      )}
      {troubled.length === 0 ? null : (
        <section className="panel" aria-label="Containers that want a look">
          <OutcomeTable label="Containers that want a look" containers={troubled} />
        </section>
      )}
      {containers.length === 0 ? null : (
        <Disclosure summary={`Container by container (${containers.length})`} onDemand>
          <OutcomeTable label="Container by container" containers={containers} />
        </Disclosure>
      )}
    </>
  )
}
