import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { Environment } from '../../../../shared/environment'
import { environmentPath } from '../../paths'
import type { Direction } from '../../store/moved'
import { useReachTest } from '../../store/reach-test'
import { connectionWords } from '../../text/connection'
import { kindText } from '../../text/environments'
import { State } from '../badge'
import { DemoMark, ResetDemo } from '../demo'
import { ConnectionDetail } from '../environments/connection-detail'
import { ReachOutcomeCallout } from '../environments/reach-outcome'
import { LinkButton } from '../link-button'
import { ReconnectButton } from '../reconnect-button'
import { RemoveEnvironment } from './remove-environment'

interface EnvironmentRowProperties {
  readonly environment: Environment
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (direction: Direction) => void
  readonly onRemoved: () => void
}

/** One environment: how it is connected, and what can be done with it. */
export function EnvironmentRow({
  environment,
  isFirst,
  isLast,
  onMove,
  onRemoved,
}: EnvironmentRowProperties): ReactElement {
  const { id, name, address, reach, connection } = environment
  const test = useReachTest(id)
  const [isRemoving, setIsRemoving] = useState(false)
  const outcome = test.outcomeOf(reach)
  return (
    <li className="stack-close">
      <div className="row spread">
        <div className="row">
          <h3>{name}</h3>
          <DemoMark environment={environment} />
        </div>
        <State words={connectionWords(connection)} />
      </div>
      <p className="small muted">
        {kindText(reach)}
        {address === '' ? null : (
          <>
            {' '}
            <span className="mono">{address}</span>
          </>
        )}
      </p>
      <ConnectionDetail connection={connection} />
      <div className="row" role="group" aria-label={name}>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Test ${name}`}
          loading={test.pending}
          onClick={() => void test.run(reach)}
        >
          Test
        </Button>
        <LinkButton to={environmentPath(id)} size="compact-sm" label={`Edit ${name}`}>
          Edit…
        </LinkButton>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Remove ${name}`}
          onClick={() => setIsRemoving(true)}
        >
          Remove…
        </Button>
        {reach.kind === 'demo' ? <ResetDemo /> : null}
        {connection.state === 'offline' ? <ReconnectButton environment={environment} /> : null}
        <span className="row push">
          <Move {...{ environment, onMove }} direction="up" disabled={isFirst} />
          <Move {...{ environment, onMove }} direction="down" disabled={isLast} />
        </span>
      </div>
      <div role="status">
        {outcome === null ? null : <ReachOutcomeCallout {...{ reach, outcome }} />}
      </div>
      {isRemoving ? (
        <RemoveEnvironment {...{ environment, onRemoved }} onClose={() => setIsRemoving(false)} />
      ) : null}
    </li>
  )
}

function Move({
  environment: { id, name },
  direction,
  disabled,
  onMove,
}: {
  readonly environment: Environment
  readonly direction: Direction
  readonly disabled: boolean
  readonly onMove: (direction: Direction) => void
}): ReactElement {
  const Icon = direction === 'up' ? IconArrowUp : IconArrowDown
  return (
    <ActionIcon
      variant="default"
      size="sm"
      aria-label={`Move ${name} ${direction}`}
      disabled={disabled}
      data-moves={id}
      data-direction={direction}
      onClick={() => onMove(direction)}
    >
      <Icon size={14} aria-hidden />
    </ActionIcon>
  )
}
