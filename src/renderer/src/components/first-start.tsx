import type { ReactElement } from 'react'
import type { Environment } from '../../../shared/environment'
import { attemptText, remediesFor } from '../text/connecting'
import { connectionProblemText } from '../../../shared/connection-problem'
import { Panel } from './panel'
import { Facts } from './facts'
import { ReconnectButton } from './reconnect-button'
import { Moment } from './time'

/** How to get to a first connection: what was tried, what it means, and what to do. */
export function FirstStart({ environment }: { environment: Environment }): ReactElement {
  const { connection, attempts, address, name } = environment
  return (
    <Panel title={name} aside={<span className="small muted mono">{address}</span>}>
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
              <ol className="stack numbered">
                {remediesFor(connection.problem).map(({ text, command }) => (
                  <li key={text}>
                    {text}
                    {command === null ? null : <code className="command">{command}</code>}
                  </li>
                ))}
              </ol>
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
    </Panel>
  )
}
