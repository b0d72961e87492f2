import { z } from 'zod'
import type { Process } from '../shell/process'

const policyNames = ['', 'no', 'always', 'unless-stopped', 'on-failure'] as const

const restartPolicy = z.object({
  /** Empty: it was created without one. */
  name: z.enum(policyNames),
  maximumRetryCount: z.number().int().min(0),
})
export type RestartPolicy = z.infer<typeof restartPolicy>

const healthcheck = z.object({
  /** `CMD` or `CMD-SHELL` or `NONE`, then the command. */
  test: z.array(z.string()),
  /** Nanoseconds, as the engine has it; 0 is its default. */
  interval: z.number(),
  timeout: z.number(),
  startPeriod: z.number(),
  retries: z.number(),
})

/** What a container was created with, and stays. */
const containerConfig = z.object({
  image: z.string(),
  command: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  /** null: the engine's, which is SIGTERM. */
  stopSignal: z.string().nullable(),
  /** Seconds; null: the engine's, which is 10. */
  stopTimeout: z.number().int().nullable(),
  healthcheck: healthcheck.nullable(),
  /** `container:<id>`, or the name of a network. */
  networkMode: z.string(),
  autoRemove: z.boolean(),
  /** Milliseconds that the engine takes to start it. */
  startTakes: z.number(),
})
export type ContainerConfig = z.infer<typeof containerConfig>

const healthReport = z.object({
  status: z.enum(['starting', 'healthy', 'unhealthy']),
  failingStreak: z.number(),
  log: z.array(
    z.object({ start: z.number(), end: z.number(), exitCode: z.number(), output: z.string() }),
  ),
})
export type HealthReport = z.infer<typeof healthReport>

/** In the engine's words. Times are milliseconds since 1970 by the host's clock. */
const containerState = z.object({
  status: z.enum(['created', 'running', 'paused', 'restarting', 'exited', 'dead']),
  exitCode: z.number(),
  oomKilled: z.boolean(),
  error: z.string(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  restartCount: z.number(),
  /** By a person: `unless-stopped` then stays down when the daemon restarts. */
  stoppedByHand: z.boolean(),
  health: healthReport.nullable(),
})
export type ContainerState = z.infer<typeof containerState>

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
