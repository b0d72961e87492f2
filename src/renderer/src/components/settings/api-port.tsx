import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { apiPort, usualApiPort } from '../../../../shared/api-status'
import { useChangeSettings } from '../../store/context'
import { apiText } from '../../text/api'

/** Where the API listens; a faulty one is told, and not saved. */
export function ApiPort({ port }: { port: number }): ReactElement {
  const change = useChangeSettings()
  const [typed, setTyped] = useState(String(port))
  const parsed = apiPort.safeParse(/^\d+$/.test(typed.trim()) ? Number(typed) : null)
  const isSame = parsed.success && parsed.data === port
  return (
    <form
      className="row port-row"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (parsed.success && !isSame) change({ api: { port: parsed.data } })
      }}
    >
      <TextInput
        label="Port"
        description={`${usualApiPort} unless there is a reason for another`}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        error={parsed.success ? null : apiText.portFault}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      <Button type="submit" variant="default" disabled={!parsed.success || isSame}>
        Change Port
      </Button>
    </form>
  )
}
