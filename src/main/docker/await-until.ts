import type Docker from 'dockerode'
import type { ContainerId } from '../../shared/ids'
import type { EngineProblem } from '../../shared/problem'
import { failed } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Deadlines } from './deadlines'
import { openEventStream } from './event-stream'
import type { Inspection } from './inspected-container'
import { rejectionOf } from './problems'
import { patienceFor, verdictOn } from './waiting'
import type { Until, Verdict } from './waiting'

interface Ports {
  readonly docker: Docker
  readonly look: (id: ContainerId) => Promise<Result<Inspection, EngineProblem>>
  readonly deadlines: Deadlines
}

/** The verdict, or `cancelled` as soon as nobody waits for it any more. */
export function awaitUntil(
  id: ContainerId,
  until: Until,
  givenUp: Promise<void>,
  ports: Ports,
): Promise<Verdict> {
  const cancelled = givenUp.then((): Verdict => failed({ code: 'cancelled' }))
  return Promise.race([cancelled, verdictWithin(id, until, cancelled, ports)])
}

/**
 * Looks, and looks again at each event of the container. The events are subscribed to before the
 * look that counts, so that nothing happens unseen in between.
 */
async function verdictWithin(
  id: ContainerId,
  until: Until,
  cancelled: Promise<Verdict>,
  { docker, look, deadlines }: Ports,
): Promise<Verdict> {
  const before = await look(id)
  if (!before.ok) return before
  const already = verdictOn(before.value, until)
  if (already !== null) return already

  const { promise, settle } = settleable<Verdict>()
  const lookAgain = async (): Promise<void> => {
    const looked = await look(id)
    const verdict = looked.ok ? verdictOn(looked.value, until) : looked
    if (verdict !== null) settle(verdict)
  }
  const broke = (error: unknown) => settle(failed(rejectionOf(error).problem))
  const patience = patienceFor(before.value, until, deadlines)
  const seconds = patience / 1000
  void cancelled.then(settle)
  const timer = setTimeout(() => settle(failed({ code: 'engine-timeout', seconds })), patience)
  try {
    const stream = await openEventStream(docker, deadlines.query, id, () => void lookAgain(), broke)
    await lookAgain()
    const verdict = await promise
    stream.close()
    return verdict
  } catch (error) {
    return failed(rejectionOf(error).problem)
  } finally {
    clearTimeout(timer)
  }
}

function settleable<T>(): { promise: Promise<T>; settle: (value: T) => void } {
  let settle: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    settle = resolve
  })
  return { promise, settle }
}
