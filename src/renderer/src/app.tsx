import { MantineProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactElement } from 'react'
import { lazy, Suspense, useState } from 'react'
import { createHashRouter, Route, RouterProvider, Routes } from 'react-router'
import { useStore } from 'zustand'
import { FollowMain } from './components/follow-main'
import { Layout } from './components/layout'
import { Opening } from './components/opening'
import { ConfirmationPage } from './pages/confirmation-page'
import { HistoryPage } from './pages/history-page'
import { NotFoundPage } from './pages/not-found-page'
import { OverviewPage } from './pages/overview-page'
import { ProductPage } from './pages/product-page'
import { SettingsPage } from './pages/settings-page'
import { TakeOverPage } from './pages/take-over-page'
import { Broken } from './pages/broken'
import { SurroundingsContext } from './store/context'
import type { Surroundings } from './store/context'
import { settingsPath } from './paths'
import { cssVariables, theme } from './theme'

/** The window: its frame at once, and the rest when the world is there. */
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
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      {state === 'ready' ? (
        <SurroundingsContext value={surroundings}>
          <Routed />
        </SurroundingsContext>
      ) : state === 'broken' ? (
        <Broken detail={detail} />
      ) : (
        <Opening />
      )}
    </MantineProvider>
  )
}

/** A router that can hold a navigation up, so that a page may ask before it is left. */
function Routed(): ReactElement {
  const [router] = useState(() => createHashRouter([{ path: '*', element: <Framed /> }]))
  return <RouterProvider router={router} />
}

function Framed(): ReactElement {
  return (
    <>
      <FollowMain />
      <Layout>
        <Pages />
      </Layout>
    </>
  )
}

/** The forms and what checks them are not needed before someone sets something up. */
const AutomationPage = lazy(async () => {
  const page = await import('./pages/automation-page')
  return { default: page.AutomationPage }
})

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
      <Route path="take-over/:environmentId/:productDeploymentId" element={<TakeOverPage />} />
      <Route
        path="automation/:environmentId/:productDeploymentId"
        element={
          <Suspense fallback={null}>
            <AutomationPage />
          </Suspense>
        }
      />
      <Route path="history" element={<HistoryPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  )
}
