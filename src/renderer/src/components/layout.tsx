import { useRef } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { useBridge, useWorld } from '../store/context'
import { Header } from './header'
import { Notices } from './notices'

/** What every page has around it. */
export function Layout({ children }: { children: ReactNode }): ReactElement {
  const main = useRef<HTMLElement>(null)
  const bridge = useBridge()
  const notices = useWorld((world) => world.notices)
  return (
    <>
      <a
        href="#main"
        className="skip-link"
        onClick={(event) => {
          // The address after # belongs to the router.
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to content
      </a>
      <Header />
      <main ref={main} id="main" className="main" tabIndex={-1}>
        <Notices notices={notices} onDismiss={(id) => void bridge.call('notice.dismiss', { id })} />
        {children}
      </main>
    </>
  )
}
