import { operationModeOutcome, operationModeState } from '../shared/api/operation-mode'
import type { OperationModeRequest } from '../shared/api/operation-mode'
import { chooseProduct, landscapeOf, pathOf } from './choose'
import type { Client } from './client'
import { containerLines } from './outcome'
import { followChange } from './progress'
import type { Terminal } from './terminal'

export interface ModeChange {
  readonly product: string
  readonly environment?: string | undefined
  readonly request: OperationModeRequest
  readonly wait: boolean
  readonly showsProgress: boolean
}

export interface Told {
  readonly json: unknown
  readonly lines: readonly string[]
}

/** Changes the mode, and yields what came of it; throws when it is refused or incomplete. */
export async function changeMode(
  client: Client,
  { product, environment, request, wait, showsProgress }: ModeChange,
  terminal: Terminal,
): Promise<Told> {
  const chosen = chooseProduct(await landscapeOf(client, environment), product)
  const path = `${pathOf(chosen)}/operation-mode`
  if (!wait) {
    const begun = await client.put(path, request, operationModeState, { Prefer: 'respond-async' })
    const lines = [
      `Asked for ${request.mode} of ${chosen.productName}. \`tagout status ${chosen.productDeploymentId}\` tells how it goes.`,
    ]
    return { json: begun.json, lines }
  }
  const stop = showsProgress ? await followChange(client, chosen, terminal) : () => undefined
  try {
    const { value, json } = await client.put(path, request, operationModeOutcome)
    return { json, lines: [value.message, ...containerLines(value.containers)] }
  } finally {
    stop()
  }
}
