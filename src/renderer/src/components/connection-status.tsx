import { Button, Popover } from '@mantine/core'
import { IconPlugConnected, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Environment } from '../../../shared/environment'
import { connectionSummary, connectionText } from '../text/connection'
import { ReconnectButton } from './reconnect-button'

/** The environments' connections in a few words; a press shows each. */
export function ConnectionStatus({
  environments,
}: {
  environments: readonly Environment[]
}): ReactElement {
  const summary = connectionSummary(environments)
  return (
    <Popover width={380} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          className={`connection tone-${summary.tone}`}
          leftSection={<ConnectionIcon tone={summary.tone} />}
        >
          {summary.text}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Environments">
        <ul className="connection-list">
          {environments.map((environment) => (
            <li key={environment.id} className="stack-tight">
              <div className="row spread">
                <span className="strong">{environment.name}</span>
                {environment.connection.state === 'offline' ? (
                  <ReconnectButton environment={environment} />
                ) : null}
              </div>
              <p className="small">{connectionText(environment.connection)}</p>
              <p className="small muted mono">{environment.address}</p>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

function ConnectionIcon({ tone }: { tone: 'ok' | 'danger' | 'neutral' }): ReactElement {
  switch (tone) {
    case 'ok':
      return <IconPlugConnected size={16} aria-hidden />
    case 'danger':
      return <IconPlugConnectedX size={16} aria-hidden />
    case 'neutral':
      return <IconRefresh size={16} aria-hidden />
  }
}
