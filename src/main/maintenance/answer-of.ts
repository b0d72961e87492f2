import { failed } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { SetterProblem } from '../../shared/setter'
import type { Cancellation } from './cancellation'
import { joined } from './joined'
import type { Moves } from './moves'
import type { Clock, Message, Setter } from './ports'

interface Asking {
  readonly clock: Clock
  readonly cancellation: Cancellation
  readonly moves: Moves
  /** Whether the tag that this works for is no longer the one on the host. */
  readonly isReplaced: () => Promise<boolean>
  /** Called while it is awaited, and not any more. */
  readonly attempting: (attempt: number, problem: SetterProblem) => void
}

/**
 * What the setter answers, or that it did not in time. Null: given up, because the user cancelled or
 * the tag is another one.
 */
export async function answerOf(
  setter: Setter,
  message: Message,
  { clock, cancellation, moves, isReplaced, attempting }: Asking,
): Promise<Result<void, SetterProblem> | null> {
  if (cancellation.isThere()) return null
  let isOver = false
  let leave: () => void = () => undefined
  let stop: () => void = () => undefined
  const replaced = new Promise<null>((resolve) => {
    const ask = joined(isReplaced)
    leave = moves.upon(() => {
      void ask().then((isAnother) => {
        if (isAnother) resolve(null)
      })
    })
  })
  const overdue = new Promise<Result<void, SetterProblem>>((resolve) => {
    const seconds = Math.ceil(setter.longestMs / 1000)
    stop = clock.after(setter.longestMs, () => resolve(failed({ code: 'source-timeout', seconds })))
  })
  const ended = Promise.race([cancellation.came.then(() => null), replaced, overdue])
  const answer = setter.tell(
    message,
    (attempt, problem) => {
      if (!isOver) attempting(attempt, problem)
    },
    ended.then(() => undefined),
  )
  const result = await Promise.race([answer, ended])
  isOver = true
  leave()
  stop()
  return result
}
