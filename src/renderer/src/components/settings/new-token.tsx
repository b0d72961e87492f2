import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { tokenName } from '../../../../shared/api-status'
import { ok } from '../../../../shared/result'
import { useAction } from '../../store/action'
import { useBridge } from '../../store/context'
import { apiText } from '../../text/api'
import { CopyButton } from '../copy-button'
import { Dialog } from '../dialog'
import { ProblemCallout } from '../problem-callout'

/** Asks for a name; then shows the token, this once. */
export function NewToken({ onClose }: { onClose: () => void }): ReactElement {
  const bridge = useBridge()
  const [name, setName] = useState('')
  const [token, setToken] = useState<string | null>(null)
  const make = useAction(async () => {
    const made = await bridge.call('token.create', { name })
    setToken(made.token)
    return ok()
  })
  if (token !== null) return <Made {...{ name, token, onClose }} />
  return (
    <Dialog title="New Token" onCancel={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (tokenName.safeParse(name).success) make.run()
        }}
      >
        {make.problem === null ? null : <ProblemCallout problem={make.problem} live />}
        <TextInput
          label="Name"
          description="For whom or what it is. Changes that are made with it are on record under it."
          placeholder="Backup script"
          required
          autoFocus
          maxLength={100}
          autoComplete="off"
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <div className="row dialog-buttons">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={make.pending}
            disabled={!tokenName.safeParse(name).success}
          >
            Make Token
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Made({
  name,
  token,
  onClose,
}: {
  readonly name: string
  readonly token: string
  readonly onClose: () => void
}): ReactElement {
  return (
    <Dialog title={`The token ${name}`} onCancel={onClose}>
      <p className="strong">{apiText.shownOnce}</p>
      <code className="command" aria-label="Token">
        {token}
      </code>
      <div className="row dialog-buttons">
        <CopyButton text={token} label="Copy the token" />
        <Button onClick={onClose} autoFocus>
          Done
        </Button>
      </div>
    </Dialog>
  )
}
