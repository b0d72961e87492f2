import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { ApiStatus } from '../../../../shared/api-status'
import { useBridge, useWorld } from '../../store/context'
import { apiText, revocationText } from '../../text/api'
import { Panel } from '../panel'
import { Question } from '../question'
import { Moment } from '../time'
import { NewToken } from './new-token'

type Token = ApiStatus['tokens'][number]

/** The tokens of the API: made, named, last used, revoked. */
export function TokenPanel(): ReactElement {
  const bridge = useBridge()
  const tokens = useWorld(({ api }) => api.tokens)
  const [isMaking, setIsMaking] = useState(false)
  const [leaving, setLeaving] = useState<Token | null>(null)
  return (
    <Panel
      title="API tokens"
      flush
      aside={
        <Button variant="default" size="xs" onClick={() => setIsMaking(true)}>
          New Token
        </Button>
      }
    >
      <p className="panel-note panel-note-last muted">{apiText.tokens}</p>
      {tokens.length === 0 ? (
        <p className="panel-note panel-note-last">No token so far.</p>
      ) : (
        <TokenTable tokens={tokens} onRevoke={setLeaving} />
      )}
      {isMaking ? <NewToken onClose={() => setIsMaking(false)} /> : null}
      {leaving === null ? null : (
        <Question
          question={revocationText(leaving.name)}
          color="red.8"
          onConfirm={() => {
            void bridge.call('token.revoke', { id: leaving.id })
            setLeaving(null)
          }}
          onCancel={() => setLeaving(null)}
        />
      )}
    </Panel>
  )
}

function TokenTable({
  tokens,
  onRevoke,
}: {
  readonly tokens: readonly Token[]
  readonly onRevoke: (token: Token) => void
}): ReactElement {
  return (
    <table className="table" aria-label="API tokens">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Made</th>
          <th scope="col">Last used</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <th scope="row">{token.name}</th>
            <td>
              <Moment at={token.createdAt} />
            </td>
            <td>{token.lastUsedAt === null ? 'never' : <Moment at={token.lastUsedAt} />}</td>
            <td>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Revoke ${token.name}`}
                onClick={() => onRevoke(token)}
              >
                Revoke…
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
