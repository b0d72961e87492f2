import type { ContainerId } from './ids'
import type { SwarmPart } from './swarm'

export const containerStates = [
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
] as const
/** In the engine's own words. */
export type ContainerState = (typeof containerStates)[number]

export type Health = 'none' | 'starting' | 'healthy' | 'unhealthy'

export interface RestartPolicy {
  readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure'
  /** For `on-failure`; 0 is without a limit. */
  readonly maximumRetryCount: number
}

/** A container as the engine lists it; or a Swarm service, in place of its tasks' containers. */
export interface Container {
  readonly id: ContainerId
  /** Without the leading slash. */
  readonly name: string
  readonly image: string
  readonly labels: Readonly<Record<string, string>>
  readonly state: ContainerState
  readonly health: Health
  /** Of the last run; null while it has not ended. */
  readonly exitCode: number | null
  /** `NetworkMode: container:<id or name>` without the prefix. */
  readonly sharesNetworkOf: string | null
  /** Null: Swarm has nothing to do with it. */
  readonly swarm: SwarmPart | null
  /** What only an inspection tells; null until one was made. */
  readonly details: Details | null
}

export interface Details {
  readonly restartPolicy: RestartPolicy
  /**
   * Of an engine that can't change it (Podman before 5.1), and then whether it was the policy that
   * started the container the last time; null: it can be changed.
   */
  readonly fixedPolicy: { readonly startedIt: boolean } | null
  /** ISO 8601 by the engine's clock; null when it never started. */
  readonly startedAt: string | null
  /** ISO 8601 by the engine's clock; null when it never ended. */
  readonly finishedAt: string | null
  /** Started with `--rm`: the engine deletes it when it stops. */
  readonly autoRemove: boolean
  /** Seconds until the engine kills it; null is the engine's default of 10. */
  readonly stopTimeout: number | null
  readonly hasHealthcheck: boolean
}

export interface InspectedContainer extends Container {
  readonly details: Details
}

/** Its process exists: a stop has something to stop. */
export function isUp(state: ContainerState): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting'
}

export function samePolicy(one: RestartPolicy, other: RestartPolicy): boolean {
  return (
    one.name === other.name &&
    (one.name !== 'on-failure' || one.maximumRetryCount === other.maximumRetryCount)
  )
}
