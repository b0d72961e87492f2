import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { useBridge, useWorld } from '../store/context'
import { BrandMark } from './brand'
import { ConnectionStatus } from './connection-status'
import { ThemeSwitch } from './theme-switch'

export function Header(): ReactElement {
  const bridge = useBridge()
  const environments = useWorld((world) => world.environments)
  const theme = useWorld((world) => world.settings.theme)
  return (
    <header className="header">
      <div className="header-row">
        <Link to="/" className="brand">
          <BrandMark size={24} />
          Tagout
        </Link>
        <ConnectionStatus environments={environments} />
        <ThemeSwitch
          theme={theme}
          onChange={(chosen) => void bridge.call('settings.setTheme', { theme: chosen })}
        />
      </div>
    </header>
  )
}
