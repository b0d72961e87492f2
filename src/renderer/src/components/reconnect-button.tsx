import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Environment } from '../../../shared/environment'
import { useAction } from '../store/action'
import { useBridge } from '../store/context'

interface ReconnectButtonProperties {
  readonly environment: Pick<Environment, 'id' | 'name'>
  readonly prominent?: boolean
}

/** Why it did not work is the environment's own state, shown beside it. */
export function ReconnectButton({
  environment: { id, name },
  prominent = false,
}: ReconnectButtonProperties): ReactElement {
  const bridge = useBridge()
  const reconnect = useAction(() => bridge.call('environment.reconnect', { environmentId: id }))
  return (
    <Button
      size={prominent ? 'sm' : 'compact-sm'}
      variant={prominent ? 'filled' : 'default'}
      loading={reconnect.pending}
      onClick={reconnect.run}
      {...(prominent ? {} : { 'aria-label': `Try again to connect to ${name}` })}
    >
      Try Again
    </Button>
  )
}
