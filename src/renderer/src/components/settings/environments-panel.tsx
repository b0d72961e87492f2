import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import type { EnvironmentId } from '../../../../shared/ids'
import { newEnvironmentPath } from '../../paths'
import { useBridge, useWorld } from '../../store/context'
import { moved } from '../../store/moved'
import type { Direction } from '../../store/moved'
import { environmentsText, movedText } from '../../text/environments'
import { LinkButton } from '../link-button'
import { Panel } from '../panel'
import { EnvironmentRow } from './environment-row'

/** The environments in the user's order: how each is connected, and all that can be done with it. */
export function EnvironmentsPanel(): ReactElement {
  const bridge = useBridge()
  const environments = useWorld((world) => world.environments)
  const list = useRef<HTMLUListElement>(null)
  const [last, setLast] = useState<{ id: EnvironmentId; direction: Direction } | null>(null)
  const [removed, setRemoved] = useState<string | null>(null)
  const order = environments.map(({ id }) => id).join(' ')
  // What was moved is another place in the page: the button that was pressed has the focus again.
  useEffect(() => {
    if (last === null) return
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('[data-moves]') ?? [])]
    const ofIt = buttons.filter(({ dataset, disabled }) => dataset.moves === last.id && !disabled)
    const same = ofIt.find(({ dataset }) => dataset.direction === last.direction)
    const focused = document.activeElement
    if (focused === document.body || ofIt.some((button) => button === focused)) {
      ;(same ?? ofIt[0])?.focus()
    }
  }, [order, last])

  const place = environments.findIndex(({ id }) => id === last?.id)
  const name = environments[place]?.name
  return (
    <Panel
      title="Environments"
      flush
      aside={
        <LinkButton to={newEnvironmentPath} size="xs">
          {environmentsText.add}
        </LinkButton>
      }
    >
      <p className="panel-note panel-note-last muted">
        {environments.length === 0 ? environmentsText.none : environmentsText.meaning}
      </p>
      <ul ref={list} tabIndex={-1} className="environment-list" aria-label="Environments">
        {environments.map((environment, index) => (
          <EnvironmentRow
            key={environment.id}
            environment={environment}
            isFirst={index === 0}
            isLast={index === environments.length - 1}
            onMove={(direction) => {
              const ids = environments.map(({ id }) => id)
              setRemoved(null)
              setLast({ id: environment.id, direction })
              void bridge.call('environment.order', {
                order: [...moved(ids, environment.id, direction)],
              })
            }}
            onRemoved={() => {
              setLast(null)
              setRemoved(environment.name)
              list.current?.focus()
            }}
          />
        ))}
      </ul>
      <VisuallyHidden role="status">
        {removed !== null
          ? `${removed} was removed.`
          : name === undefined
            ? ''
            : movedText(name, place + 1, environments.length)}
      </VisuallyHidden>
    </Panel>
  )
}
