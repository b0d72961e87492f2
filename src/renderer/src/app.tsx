import { MantineProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactElement } from 'react'
import { Suspense, useState } from 'react'
import { createHashRouter, Route, RouterProvider, Routes } from 'react-router'
import { useStore } from 'zustand'
import { FollowMain } from './components/follow-main'
import { Layout } from './components/layout'
import { later, useLater } from './pages/later'
import { NotFoundPage } from './pages/not-found-page'
import { OverviewPage } from './pages/overview-page'
import { Broken } from './pages/broken'
import { SurroundingsContext } from './store/context'
import type { Surroundings } from './store/context'
import { newEnvironmentPath, settingsPath } from './paths'
import { colorSchemes, cssVariables, theme } from './theme'

/** The window, when the world is there; until then, index.html has what is seen. */
export function App({ surroundings }: { surroundings: Surroundings }): ReactElement {
  // Only what is needed here: an announcement must not draw all pages anew.
  const state = useStore(surroundings.mirror, (mirror) => mirror.state)
  const detail = useStore(surroundings.mirror, (mirror) =>
    mirror.state === 'broken' ? mirror.detail : '',
  )
  const chosen = useStore(surroundings.mirror, (mirror) =>
    mirror.state === 'ready' ? mirror.world.settings.theme : 'system',
  )
  const isDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, {
    getInitialValueInEffect: false,
  })
  const scheme = chosen === 'system' ? (isDark ? 'dark' : 'light') : chosen
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      forceColorScheme={scheme}
    >
      {state === 'ready' ? (
        <SurroundingsContext value={surroundings}>
          <Routed />
        </SurroundingsContext>
      ) : state === 'broken' ? (
        <Broken detail={detail} />
      ) : null}
    </MantineProvider>
  )
}

/** A router that can hold a navigation up, so that a page may ask before it is left. */
function Routed(): ReactElement {
  const [router] = useState(() => createHashRouter([{ path: '*', element: <Framed /> }]))
  return <RouterProvider router={router} />
}

function Framed(): ReactElement {
  useLater()
  return (
    <>
      <FollowMain />
      <Layout>
        <Suspense fallback={null}>
          <Pages />
        </Suspense>
      </Layout>
    </>
  )
}

// Not what is seen first, so not what the first paint waits for.
const AutomationPage = later(async () => (await import('./pages/automation-page')).AutomationPage)
const ConfirmationPage = later(
  async () => (await import('./pages/confirmation-page')).ConfirmationPage,
)
const EnvironmentPage = later(
  async () => (await import('./pages/environment-page')).EnvironmentPage,
)
const HistoryPage = later(async () => (await import('./pages/history-page')).HistoryPage)
const ProductPage = later(async () => (await import('./pages/product-page')).ProductPage)
const SettingsPage = later(async () => (await import('./pages/settings-page')).SettingsPage)
const TakeOverPage = later(async () => (await import('./pages/take-over-page')).TakeOverPage)

function Pages(): ReactElement {
  return (
    <Routes>
      <Route index element={<OverviewPage />} />
      <Route path="product/:environmentId/:productDeploymentId" element={<ProductPage />} />
      <Route
        path="enter-maintenance/:environmentId/:productDeploymentId"
        element={<ConfirmationPage to="Maintenance" />}
      />
      <Route
        path="exit-maintenance/:environmentId/:productDeploymentId"
        element={<ConfirmationPage to="Normal" />}
      />
      <Route path={settingsPath} element={<SettingsPage />} />
      <Route path={newEnvironmentPath} element={<EnvironmentPage />} />
      <Route path="settings/environments/:environmentId" element={<EnvironmentPage />} />
      <Route path="take-over/:environmentId/:productDeploymentId" element={<TakeOverPage />} />
      <Route path="automation/:environmentId/:productDeploymentId" element={<AutomationPage />} />
      <Route path="history" element={<HistoryPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  )
}
