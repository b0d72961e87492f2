import { Radio, Switch } from '@mantine/core'
import type { ReactElement } from 'react'
import { notificationKind, theme as themes } from '../../../shared/settings'
import { HistoryRetention } from '../components/history-retention'
import { PageHeading } from '../components/page-heading'
import { Panel } from '../components/panel'
import { ApiPanel } from '../components/settings/api-panel'
import { EnvironmentsPanel } from '../components/settings/environments-panel'
import { KeyStorePanel } from '../components/settings/key-store-panel'
import { TokenPanel } from '../components/settings/token-panel'
import { StoppedAgain } from '../components/stopped-again'
import { useChangeSettings, useWorld } from '../store/context'
import { stopDriftAgainText } from '../text/drift'
import { notificationText, themeText } from '../text/settings'

export function SettingsPage(): ReactElement {
  return (
    <div className="narrow stack-wide">
      <PageHeading title="Settings">Settings</PageHeading>
      <EnvironmentsPanel />
      <Notifications />
      <ApiPanel />
      <TokenPanel />
      <KeyStorePanel />
      <Panel title={stopDriftAgainText.name}>
        <div className="stack">
          <p className="muted">{stopDriftAgainText.meaning}</p>
          <StoppedAgain />
        </div>
      </Panel>
      <Panel title="History">
        <HistoryRetention />
      </Panel>
      <Appearance />
    </div>
  )
}

function Notifications(): ReactElement {
  const notifications = useWorld(({ settings }) => settings.notifications)
  const change = useChangeSettings()
  return (
    <Panel title="Notifications">
      <div className="stack">
        <p className="muted">
          The desktop tells it at once, wherever you are. A click on it leads to the product. In the
          window it is shown either way.
        </p>
        {notificationKind.options.map((kind) => (
          <Switch
            key={kind}
            label={notificationText[kind].name}
            description={notificationText[kind].meaning}
            checked={notifications[kind]}
            onChange={({ currentTarget: { checked } }) =>
              change({ notifications: { [kind]: checked } })
            }
          />
        ))}
      </div>
    </Panel>
  )
}

function Appearance(): ReactElement {
  const theme = useWorld(({ settings }) => settings.theme)
  const change = useChangeSettings()
  return (
    <Panel title="Appearance">
      <Radio.Group
        label="Theme"
        value={theme}
        onChange={(value) => change({ theme: themes.parse(value) })}
      >
        <div className="spaced-row">
          {themes.options.map((value) => (
            <Radio key={value} value={value} label={themeText[value]} />
          ))}
        </div>
      </Radio.Group>
    </Panel>
  )
}
