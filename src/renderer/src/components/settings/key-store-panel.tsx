import type { ReactElement } from 'react'
import { useWorld } from '../../store/context'
import { keyStoreText } from '../../text/api'
import { Callout } from '../callout'
import { Panel } from '../panel'

/** Where secrets are kept here. */
export function KeyStorePanel(): ReactElement {
  const keyStore = useWorld((world) => world.keyStore)
  const { what, todo } = keyStoreText(keyStore)
  return (
    <Panel title="Secrets">
      {todo === null ? (
        <p>{what}</p>
      ) : (
        <Callout tone="warn" title="Secrets are not encrypted here">
          <p>{what}</p>
          <p>{todo}</p>
        </Callout>
      )}
    </Panel>
  )
}
