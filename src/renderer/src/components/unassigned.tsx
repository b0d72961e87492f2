import type { ReactElement } from 'react'
import type { UnassignedIn } from '../store/unassigned'
import { containerStateWords } from '../text/words'
import { State } from './badge'
import { Disclosure } from './panel'

/** Containers that belong to no product: Tagout leaves them alone. */
export function UnassignedContainers({
  containers,
}: {
  containers: readonly UnassignedIn[]
}): ReactElement {
  const hasEnvironments = containers.some(({ environmentName }) => environmentName !== null)
  return (
    <Disclosure summary={`Unassigned containers (${containers.length})`}>
      <p className="small muted panel-note">
        They belong to no stack and no product, so Tagout neither stops nor starts them.
      </p>
      <table className="table" aria-label="Unassigned containers">
        <thead>
          <tr>
            <th scope="col">Container</th>
            <th scope="col">Image</th>
            {hasEnvironments ? <th scope="col">Environment</th> : null}
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {containers.map(({ environmentName, container: { id, name, image, state } }) => (
            <tr key={`${environmentName ?? ''} ${id}`}>
              <th scope="row" className="mono">
                {name}
              </th>
              <td className="mono">{image}</td>
              {hasEnvironments ? <td>{environmentName}</td> : null}
              <td>
                <State words={containerStateWords(state, null)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Disclosure>
  )
}
