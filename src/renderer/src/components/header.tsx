import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { useChangeSettings, useWorld } from '../store/context'
import { BrandMark } from './brand'
import { ConnectionStatus } from './connection-status'
import { Navigation } from './navigation'
import { ThemeSwitch } from './theme-switch'

export function Header(): ReactElement {
  const change = useChangeSettings()
  const environments = useWorld((world) => world.environments)
  const theme = useWorld((world) => world.settings.theme)
  return (
    <header className="header">
      <div className="header-row">
        <Link to="/" className="brand">
          <BrandMark size={24} />
          Tagout
        </Link>
        <Navigation />
        <ConnectionStatus environments={environments} />
        <ThemeSwitch theme={theme} onChange={(chosen) => change({ theme: chosen })} />
      </div>
    </header>
  )
}
