import type { OperationMode } from '../../src/shared/maintenance'
import type { Answer } from './messages'
import type { TagoutProcess } from './process'

export async function connected(tagout: TagoutProcess): Promise<void> {
  await tagout.until('it is connected', ({ connection }) => connection === 'connected')
}

/**
 * Asks for a change, and yields when so many of its steps have ended, so that it is surely written
 * down on the host; or when it is done already.
 */
export async function changePartWay(
  tagout: TagoutProcess,
  to: OperationMode,
  steps: number,
): Promise<{ readonly answered: Promise<Answer | 'died'> }> {
  await connected(tagout)
  let isAnswered = false
  const answered = tagout.change(to).finally(() => (isAnswered = true))
  await tagout.until(
    `${steps} steps to ${to} have ended`,
    ({ change }) => isAnswered || (change?.to === to && change.ended >= steps),
  )
  return { answered }
}
