import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { useBridge, useChangeSettings, useWorld } from '../../store/context'
import { apiStateText, apiText } from '../../text/api'
import { Callout } from '../callout'
import { CopyButton } from '../copy-button'
import { Panel } from '../panel'
import { ApiPort } from './api-port'

/** The REST API: on or off, where it listens, and how that stands. */
export function ApiPanel(): ReactElement {
  const isOn = useWorld(({ settings }) => settings.api.on)
  const port = useWorld(({ settings }) => settings.api.port)
  const status = useWorld(({ api }) => api)
  const change = useChangeSettings()
  const state = apiStateText(status)
  return (
    <Panel title="REST API">
      <div className="stack-wide">
        <p className="muted">{apiText.meaning}</p>
        <Switch
          label="Switched on"
          description={
            status.byCommandLine
              ? 'It is on for this run by --api-port, whatever is set here.'
              : 'It starts with Tagout.'
          }
          checked={isOn}
          onChange={({ currentTarget: { checked: on } }) => change({ api: { on } })}
        />
        {/* Anew when it is another one, by whatever hand. */}
        <ApiPort key={port} port={port} />
        {status.state === 'failed' ? (
          <Callout tone="danger" title="The API does not listen" live>
            <p>{state}</p>
          </Callout>
        ) : (
          <p role="status">{state ?? ''}</p>
        )}
        {status.address === null ? null : <Docs address={status.address} />}
      </div>
    </Panel>
  )
}

function Docs({ address }: { address: string }): ReactElement {
  const bridge = useBridge()
  const [isRefused, setIsRefused] = useState(false)
  const docs = `${address}/api/docs`
  return (
    <div className="stack-close">
      <p className="strong">What it can do</p>
      <div className="row">
        <code className="command grow">{docs}</code>
        <CopyButton text={docs} label="Copy the address of the API’s documentation" />
        <Button
          variant="default"
          onClick={() =>
            void bridge.call('api.openDocs', undefined).then(({ opened }) => setIsRefused(!opened))
          }
        >
          Open in Browser
        </Button>
      </div>
      <p role="status" className="small">
        {isRefused ? apiText.notOpened : ''}
      </p>
    </div>
  )
}
