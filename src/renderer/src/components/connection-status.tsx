import { Button, Popover } from '@mantine/core'
import { IconPlugConnected, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { Environment } from '../../../shared/environment'
import { settingsPath } from '../paths'
import { byConnection, connectionSummary, connectionText } from '../text/connection'
import { DemoMark } from './demo'
import { ReconnectButton } from './reconnect-button'

/** The environments' connections in a few words; a press shows each. */
export function ConnectionStatus({
  environments,
}: {
  environments: readonly Environment[]
}): ReactElement {
  const [isOpen, setIsOpen] = useState(false)
  const summary = connectionSummary(environments)
  return (
    <Popover
      width={380}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      opened={isOpen}
      onChange={setIsOpen}
    >
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          className={`connection tone-${summary.tone}`}
          onClick={() => setIsOpen((before) => !before)}
          leftSection={<ConnectionIcon tone={summary.tone} />}
        >
          {summary.text}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Environments">
        <ul className="connection-list" tabIndex={0} aria-label="Environments">
          {byConnection(environments).map((environment) => (
            <li key={environment.id} className="stack-tight">
              <div className="row spread">
                <span className="row">
                  <span className="strong">{environment.name}</span>
                  <DemoMark environment={environment} />
                </span>
                {environment.connection.state === 'offline' ? (
                  <ReconnectButton environment={environment} />
                ) : null}
              </div>
              <p className="small">{connectionText(environment.connection)}</p>
              <p className="small muted mono">{environment.address}</p>
            </li>
          ))}
        </ul>
        <p className="connection-foot">
          <Link to={settingsPath} onClick={() => setIsOpen(false)}>
            Environments, in Settings
          </Link>
        </p>
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
