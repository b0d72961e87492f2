import type { Clock } from '../../maintenance/ports'
import { startProcess } from '../shell/process'
import type { Signal } from '../shell/signals'
import { checksHealth, isRunning } from './container'
import type { Container, Exec } from './container'
import { followHealth } from './health'
import { backOffAfter } from './restart-policy'

/** What runs have to do with beside their container. */
export interface Surroundings {
  readonly clock: Clock
  /** Said of the container to whoever follows the events. */
  readonly tell: (
    container: Container,
    action: string,
    attributes?: Readonly<Record<string, string>>,
  ) => void
  /** Of all containers, by id. */
  readonly execs: Map<string, Exec>
  readonly newId: () => string
  readonly newPid: () => number
  /** It has ended, or is removed. */
  readonly removed: (container: Container) => void
}

const keptOutput = 16_384

/** From here on it runs. */
export function beginRun(container: Container, surroundings: Surroundings): void {
  const { clock, tell } = surroundings
  const { life } = container
  container.state = {
    ...container.state,
    status: 'running',
    exitCode: 0,
    oomKilled: false,
    error: '',
    startedAt: clock.now(),
    health: checksHealth(container)
      ? { status: 'starting', failingStreak: 0, log: container.state.health?.log ?? [] }
      : null,
  }
  life.isToEnd = false
  beginProcess(container, surroundings)
  tell(container, 'start')
}

/** The process and the health checks of a container that runs. */
export function beginProcess(container: Container, surroundings: Surroundings): void {
  const { life, files, config } = container
  life.pid = surroundings.newPid()
  life.process = startProcess(config.command, {
    clock: surroundings.clock,
    files,
    isFirst: true,
    say: (text) => (container.output = (container.output + text).slice(-keptOutput)),
    ended: (exitCode) => endRun(container, exitCode, surroundings),
  })
  if (container.state.health !== null && container.state.status === 'running') {
    followHealth(container, surroundings)
  }
}

export function signalRun({ life }: Container, signal: Signal): void {
  life.process?.signal(signal)
}

/** The kernel has no memory left for it. */
export function endByMemory(container: Container, { tell }: Surroundings): void {
  if (container.life.process === null) return
  container.state = { ...container.state, oomKilled: true }
  tell(container, 'oom')
  signalRun(container, 'KILL')
}

function endRun(container: Container, exitCode: number, surroundings: Surroundings): void {
  const { life } = container
  const { clock, tell } = surroundings
  life.process = null
  life.pid = 0
  life.endChecks()
  for (const exec of life.execs.values()) exec.process?.signal('KILL')
  life.execs.clear()
  const { state } = container
  container.state = {
    ...state,
    status: 'exited',
    exitCode,
    finishedAt: clock.now(),
    health: state.health && { ...state.health, status: 'unhealthy' },
  }
  const wait = life.isToEnd ? null : backOffAfter(container)
  if (wait === null) settleDown(container, surroundings, exitCode, 'tells')
  else {
    container.state = {
      ...container.state,
      status: 'restarting',
      restartCount: state.restartCount + 1,
    }
    tell(container, 'die', { exitCode: String(exitCode) })
    call(life.onExit, exitCode)
    backOff(container, wait, surroundings)
  }
}

/** Waits so many milliseconds for its next start by its restart policy. */
export function backOff(container: Container, wait: number, surroundings: Surroundings): void {
  const { life } = container
  life.backedOff = wait
  life.endBackOff = surroundings.clock.after(wait, () => {
    life.endBackOff = null
    beginRun(container, surroundings)
  })
}

/** Its next start, for which it waits, is called off. */
export function callOffRestart(container: Container, surroundings: Surroundings): void {
  const { life, state } = container
  life.endBackOff?.()
  life.endBackOff = null
  container.state = { ...state, status: 'exited' }
  settleDown(container, surroundings, state.exitCode, 'silent')
}

/** Whoever stops it says so before it is removed, as dockerd does. */
function settleDown(
  container: Container,
  surroundings: Surroundings,
  exitCode: number,
  how: 'tells' | 'silent',
): void {
  const { life, config } = container
  life.backedOff = 0
  if (how === 'tells') {
    surroundings.tell(container, 'die', { exitCode: String(exitCode) })
    call(life.onExit, exitCode)
  }
  call(life.onDown, exitCode)
  if (config.autoRemove) {
    surroundings.clock.after(0, () => {
      if (!isRunning(container)) surroundings.removed(container)
    })
  }
}

function call(listeners: Set<(exitCode: number) => void>, exitCode: number): void {
  const all = [...listeners]
  listeners.clear()
  for (const each of all) each(exitCode)
}
