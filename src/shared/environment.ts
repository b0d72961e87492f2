import type { Reach } from './environment-config'
import type { EnvironmentId } from './ids'
import type { ConnectionProblem } from './problem'

/** Where one of the places that name the current daemon was looked at, and what stood there. */
export interface Attempt {
  readonly place: 'DOCKER_HOST' | 'DOCKER_CONTEXT' | 'currentContext' | 'default'
  /** null: nothing stood there, so the next one was looked at. */
  readonly value: string | null
}

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly engine: string; readonly apiVersion: string }
  | {
      readonly state: 'offline'
      /** ISO 8601, by this machine's clock. */
      readonly since: string
      readonly problem: ConnectionProblem
      /** ISO 8601, by this machine's clock: when it is tried again; past, it is being tried. */
      readonly nextTryAt: string
    }

/** One Docker daemon under a name. */
export interface Environment {
  readonly id: EnvironmentId
  readonly name: string
  /** As Docker writes it, e.g. `unix:///var/run/docker.sock`. */
  readonly address: string
  readonly attempts: readonly Attempt[]
  readonly connection: Connection
  readonly reach: Reach
  /** What the user calls it; null: as what it reaches is called. */
  readonly givenName: string | null
}
