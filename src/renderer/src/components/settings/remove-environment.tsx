import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { Environment } from '../../../../shared/environment'
import { useAction } from '../../store/action'
import { useBridge, useWorld } from '../../store/context'
import { environmentRemovalText } from '../../text/environments'
import { Dialog } from '../dialog'
import { EnvironmentProblemCallout } from '../environments/environment-problem'

/** Asks, with what it means; a refusal is told where it was asked. */
export function RemoveEnvironment({
  environment: { id, name },
  onRemoved,
  onClose,
}: {
  readonly environment: Environment
  readonly onRemoved: () => void
  readonly onClose: () => void
}): ReactElement {
  const bridge = useBridge()
  const products = useWorld((world) => world.products)
  const [{ title, text, confirm }] = useState(() =>
    environmentRemovalText(
      name,
      [...products.values()].filter(({ environmentId }) => environmentId === id),
    ),
  )
  // When it is done the row is gone, and this with it.
  const remove = useAction(async () => {
    const answer = await bridge.call('environment.remove', { environmentId: id })
    if (answer.ok) onRemoved()
    return answer
  })
  return (
    <Dialog title={title} onCancel={onClose}>
      {text.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {remove.problem === null ? null : <EnvironmentProblemCallout problem={remove.problem} />}
      <div className="row dialog-buttons">
        <Button variant="default" onClick={onClose} autoFocus>
          Cancel
        </Button>
        <Button color="red.8" loading={remove.pending} onClick={remove.run}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  )
}
