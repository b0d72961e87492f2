import { ok } from '../../../shared/result'
import type { Result } from '../../../shared/result'
import { numberOf, signalNamed } from '../shell/signals'
import type { Signal } from '../shell/signals'
import { isRunning } from './container'
import type { Container } from './container'
import { followHealth } from './health'
import { refused } from './refusal'
import type { Refusal } from './refusal'
import { callOffRestart, signalRun } from './run'
import type { Surroundings } from './run'

const usualStopTimeout = 10

/** Who stops it: a person, or the daemon that itself ends. */
type By = 'hand' | 'shutdown'

/**
 * As `POST /containers/{id}/stop`: yields when it is down.
 * @param timeout seconds; null: its own. Below 0: without an end
 */
export async function stop(
  container: Container,
  timeout: number | null,
  surroundings: Surroundings,
  by: By = 'hand',
): Promise<Result<void, Refusal>> {
  if (!isRunning(container)) return refused(304, '')
  const down = whenDown(container)
  const seconds = timeout ?? container.config.stopTimeout ?? usualStopTimeout
  send(container, stopSignalOf(container), surroundings, by)
  const giveUp =
    seconds < 0
      ? () => undefined
      : surroundings.clock.after(seconds * 1000, () => send(container, 'KILL', surroundings, by))
  await down
  giveUp()
  surroundings.tell(container, 'stop')
  return ok()
}

/** As `POST /containers/{id}/kill`. SIGKILL, and that with which it is stopped, are to end it. */
export function kill(
  container: Container,
  reference: string,
  name: string | null,
  surroundings: Surroundings,
): Result<void, Refusal> {
  const signal = signalNamed(name === null || name === '' ? 'KILL' : name)
  if (signal === null) return refused(400, `Invalid signal: ${name ?? ''}`)
  if (!isRunning(container)) {
    return refused(
      409,
      `Cannot kill container: ${reference}: Container ${container.id} is not running`,
    )
  }
  if (signal === 'KILL' || signal === stopSignalOf(container)) {
    send(container, signal, surroundings, 'hand')
  } else {
    signalRun(container, signal)
    surroundings.tell(container, 'kill', { signal: String(numberOf(signal)) })
  }
  return ok()
}

/** Of a container that runs: resolves with its exit code once it is down and stays so. */
function whenDown({ life }: Container): Promise<number> {
  return new Promise((resolve) => life.onDown.add(resolve))
}

export function pause(container: Container, { tell }: Surroundings): Result<void, Refusal> {
  const { id, state, life } = container
  if (state.status === 'paused') return refused(409, `Container ${id} is already paused`)
  if (state.status === 'restarting') {
    return refused(409, `Container ${id} is restarting, wait until the container is running`)
  }
  if (state.status !== 'running') return refused(409, `Container ${id} is not running`)
  life.process?.freeze()
  life.endChecks()
  const health = state.health && { ...state.health, status: 'unhealthy' as const }
  container.state = { ...state, status: 'paused', health }
  tell(container, 'pause')
  return ok()
}

export function unpause(container: Container, surroundings: Surroundings): Result<void, Refusal> {
  const { id, state, life } = container
  if (state.status !== 'paused') return refused(500, `Container ${id} is not paused`)
  container.state = { ...state, status: 'running' }
  surroundings.tell(container, 'unpause')
  if (state.health !== null) followHealth(container, surroundings)
  life.process?.thaw()
  return ok()
}

function stopSignalOf({ config: { stopSignal } }: Container): Signal {
  return (stopSignal === null ? null : signalNamed(stopSignal)) ?? 'TERM'
}

/** From here on its restart policy has no say. What is paused goes on, so that it can hear of it. */
function send(container: Container, signal: Signal, surroundings: Surroundings, by: By): void {
  const { life } = container
  if (by === 'hand') container.state = { ...container.state, stoppedByHand: true }
  life.isToEnd = true
  if (container.state.status === 'restarting') {
    callOffRestart(container, surroundings)
    return
  }
  surroundings.tell(container, 'kill', { signal: String(numberOf(signal)) })
  if (container.state.status === 'paused' && signal !== 'KILL') unpause(container, surroundings)
  signalRun(container, signal)
}
