import type { ReactElement } from 'react'
import { NavLink, useLocation } from 'react-router'
import { historyPath, settingsPath } from '../paths'
import { useOverviewMemory } from '../store/context'

/** The ways to the pages that belong to no product. */
export function Navigation(): ReactElement {
  const overview = useOverviewMemory()
  // What the overview is narrowed down to is remembered beside the address.
  useLocation()
  const pages = [
    { name: 'Overview', path: overview.path() },
    { name: 'History', path: historyPath },
    { name: 'Settings', path: settingsPath },
  ]
  return (
    <nav className="navigation" aria-label="Pages">
      {pages.map(({ name, path }) => (
        <NavLink key={name} to={path} end className="navigation-link">
          {name}
        </NavLink>
      ))}
    </nav>
  )
}
