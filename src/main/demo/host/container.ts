import type { Process } from '../shell/process'

export interface RestartPolicy {
  /** Empty: it was created without one. */
  readonly name: '' | 'no' | 'always' | 'unless-stopped' | 'on-failure'
  readonly maximumRetryCount: number
}

interface Healthcheck {
  /** `CMD` or `CMD-SHELL` or `NONE`, then the command. */
  readonly test: readonly string[]
  /** Nanoseconds, as the engine has it; 0 is its default. */
  readonly interval: number
  readonly timeout: number
  readonly startPeriod: number
  readonly retries: number
}

/** What a container was created with, and stays. */
export interface ContainerConfig {
  readonly image: string
  readonly command: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  /** null: the engine's, which is SIGTERM. */
  readonly stopSignal: string | null
  /** Seconds; null: the engine's, which is 10. */
  readonly stopTimeout: number | null
  readonly healthcheck: Healthcheck | null
  /** `container:<id>`, or the name of a network. */
  readonly networkMode: string
  readonly autoRemove: boolean
  /** Milliseconds that the engine takes to start it. */
  readonly startTakes: number
}

export interface HealthReport {
  readonly status: 'starting' | 'healthy' | 'unhealthy'
  readonly failingStreak: number
  readonly log: readonly HealthResult[]
}

export interface HealthResult {
  readonly start: number
  readonly end: number
  readonly exitCode: number
  readonly output: string
}

/** In the engine's words. Times are milliseconds since 1970 by the host's clock. */
export interface ContainerState {
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'dead'
  readonly exitCode: number
  readonly oomKilled: boolean
  readonly error: string
  readonly startedAt: number | null
  readonly finishedAt: number | null
  readonly restartCount: number
  /** By a person: `unless-stopped` then stays down when the daemon restarts. */
  readonly stoppedByHand: boolean
  readonly health: HealthReport | null
}

export interface Exec {
  readonly id: string
  readonly container: string
  readonly command: readonly string[]
  isRunning: boolean
  exitCode: number | null
  process: Process | null
}

/** What there is of a container while the host is up, and no longer. */
export interface Life {
  process: Process | null
  pid: number
  /** Ends the round of its health checks. */
  endChecks: () => void
  /** Ends the wait for the next start by its restart policy. */
  endBackOff: (() => void) | null
  /** Milliseconds that were waited before the last start by its policy. */
  backedOff: number
  /** Its end was asked for: its restart policy has no say in it. */
  isToEnd: boolean
  readonly execs: Map<string, Exec>
  /** Called at its next end, which may be followed by another start. */
  readonly onExit: Set<(exitCode: number) => void>
  /** Called when it is down and stays so. */
  readonly onDown: Set<(exitCode: number) => void>
  readonly onRemoved: Set<(exitCode: number) => void>
}

export interface Container {
  readonly id: string
  name: string
  readonly config: ContainerConfig
  readonly createdAt: number
  restartPolicy: RestartPolicy
  state: ContainerState
  /** What it said, the end of it. */
  output: string
  /** Files that its processes made, and have over a restart. */
  readonly files: Set<string>
  readonly life: Life
}

export const newState: ContainerState = {
  status: 'created',
  exitCode: 0,
  oomKilled: false,
  error: '',
  startedAt: null,
  finishedAt: null,
  restartCount: 0,
  stoppedByHand: false,
  health: null,
}

export function newLife(): Life {
  return {
    process: null,
    pid: 0,
    endChecks: () => undefined,
    endBackOff: null,
    backedOff: 0,
    isToEnd: false,
    execs: new Map(),
    onExit: new Set(),
    onDown: new Set(),
    onRemoved: new Set(),
  }
}

/** The engine's word: also what is paused, and what waits for its next start. */
export function isRunning({ state: { status } }: Container): boolean {
  return status === 'running' || status === 'paused' || status === 'restarting'
}

export function checksHealth({ config: { healthcheck: check } }: Container): boolean {
  const how = check?.test[0]
  return how !== undefined && how !== 'NONE'
}
