import type { ReactElement } from 'react'
import type { Environment } from '../../../shared/environment'
import { attemptText, remediesFor } from '../text/connecting'
import { connectionProblemText } from '../../../shared/connection-problem'
import { Disclosure, Panel } from './panel'
import { Facts } from './facts'
import { ReconnectButton } from './reconnect-button'
import { Remedies } from './remedies'
import { Moment } from './time'

/** How to get to a first connection, for each environment; of several, the one that is opened. */
export function FirstStart({
  environments,
}: {
  environments: readonly Environment[]
}): ReactElement {
  const [only, ...others] = environments
  if (only !== undefined && others.length === 0) {
    const { name, address } = only
    return (
      <Panel title={name} aside={<span className="small muted mono">{address}</span>}>
        <HowToConnect environment={only} />
      </Panel>
    )
  }
  return (
    <>
      {environments.map((environment) => (
        <Disclosure key={environment.id} summary={summaryOf(environment)}>
          <div className="panel-body">
            <HowToConnect environment={environment} />
          </div>
        </Disclosure>
      ))}
    </>
  )
}

function summaryOf({ name, connection }: Environment): string {
  return connection.state === 'offline'
    ? `${name}: ${connectionProblemText(connection.problem)}`
    : `${name}: connecting…`
}

/** What was tried, what it means, and what to do. */
function HowToConnect({ environment }: { environment: Environment }): ReactElement {
  const { connection, attempts, address, reach } = environment
  return (
    <div className="stack-wide">
      {connection.state === 'offline' ? (
        <>
          <div className="stack-tight">
            <p className="strong large">{connectionProblemText(connection.problem)}</p>
            <p className="muted">
              Without a connection Tagout can’t see what is deployed. It keeps trying by itself:
              this page gives way to the overview as soon as it is connected.
            </p>
          </div>
          <section className="stack" aria-label="How to connect">
            <h3>How to connect</h3>
            <Remedies remedies={remediesFor(connection.problem, reach)} />
          </section>
          <div className="row">
            <ReconnectButton environment={environment} prominent />
            <span className="small muted">
              Offline since <Moment at={connection.since} />
            </span>
          </div>
        </>
      ) : (
        <p>Connecting…</p>
      )}
      <section className="stack" aria-label="What was tried">
        <h3>What was tried</h3>
        <Facts
          facts={[
            ...attempts.map((attempt) => {
              const { place, found } = attemptText(attempt)
              return { name: place, value: found }
            }),
            { name: 'So Tagout connects to', value: <span className="mono">{address}</span> },
          ]}
        />
      </section>
    </div>
  )
}
