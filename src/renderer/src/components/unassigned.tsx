import type { ReactElement } from 'react'
import type { UnassignedIn } from '../store/unassigned'
import { containerStateWords } from '../text/words'
import { State } from './badge'
import { Disclosure } from './panel'
import { rowCountOf, WindowedBody } from './windowed'

/** Containers that belong to no product: Tagout leaves them alone. */
export function UnassignedContainers({
  containers,
}: {
  containers: readonly UnassignedIn[]
}): ReactElement {
  const hasEnvironments = containers.some(({ environmentName }) => environmentName !== null)
  return (
    <Disclosure summary={`Unassigned containers (${containers.length})`} onDemand>
      <p className="small muted panel-note">
        They belong to no stack and no product, so Tagout neither stops nor starts them.
      </p>
      <table
        className="table"
        aria-label="Unassigned containers"
        aria-rowcount={rowCountOf(containers)}
      >
        <thead>
          <tr>
            <th scope="col">Container</th>
            <th scope="col">Image</th>
            {hasEnvironments ? <th scope="col">Environment</th> : null}
            <th scope="col">State</th>
          </tr>
        </thead>
        <WindowedBody
          rows={containers}
          keyOf={({ environmentName, container: { id } }) => `${environmentName ?? ''} ${id}`}
          height={40}
          columns={hasEnvironments ? 4 : 3}
        >
          {({ environmentName, container: { name, image, state } }, place) => (
            <tr {...place}>
              <th scope="row" className="mono">
                {name}
              </th>
              <td className="mono">{image}</td>
              {hasEnvironments ? <td>{environmentName}</td> : null}
              <td>
                <State words={containerStateWords(state, null)} />
              </td>
            </tr>
          )}
        </WindowedBody>
      </table>
    </Disclosure>
  )
}
