import type { ReactElement } from 'react'
import type { AffectedStack } from '../store/affected'
import { count } from '../text/count'
import { Panel } from './panel'

interface AffectedStacksProperties {
  readonly title: string
  readonly stacks: readonly AffectedStack[]
  readonly verb: 'stopped' | 'restarted'
}

export function AffectedStacks({ title, stacks, verb }: AffectedStacksProperties): ReactElement {
  return (
    <Panel title={title} flush>
      {stacks.length === 0 ? (
        <p className="panel-body muted">None: no container is {verb}.</p>
      ) : (
        <ul className="named-list">
          {stacks.map(({ name, services, containers }) => (
            <li key={name}>
              <span className="strong">{name}</span>
              <span className="muted">
                {count(services, 'service')}, {count(containers, 'container')} {verb}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
