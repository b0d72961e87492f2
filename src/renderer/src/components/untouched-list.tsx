import type { ReactElement } from 'react'
import type { Untouched } from '../../../shared/preview'
import { untouchedByCause } from '../store/affected'
import { listed } from '../text/count'
import { untouchedText } from '../text/preview'
import { Panel } from './panel'

interface UntouchedListProperties {
  readonly title: string
  readonly untouched: readonly Untouched[]
}

/** What stays as it is, and why; nothing where nothing does. */
export function UntouchedList({ title, untouched }: UntouchedListProperties): ReactElement | null {
  if (untouched.length === 0) return null
  return (
    <Panel title={title} flush>
      <ul className="named-list">
        {untouchedByCause(untouched).map(({ why, containers }) => (
          <li key={why}>
            <span className="mono">
              {listed(
                containers.map(({ name }) => name),
                12,
              )}
            </span>
            <span className="muted">{untouchedText(why)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
