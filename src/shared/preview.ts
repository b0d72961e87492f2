import type { Maintenance, OperationMode } from './maintenance'
import type { Plan } from './plan'
import type { ProductDeployment } from './product'

/** What would happen, and nothing of it did. */
export interface Preview {
  readonly to: OperationMode
  readonly product: ProductDeployment
  readonly maintenance: Maintenance
  /** Who would be told: of entering before anything stops, of exiting when all is restored. */
  readonly telling: { readonly to: string; readonly gracePeriodMs: number } | null
  /** The very plan that would run. */
  readonly plan: Plan
  readonly untouched: readonly Untouched[]
  readonly warnings: readonly Warning[]
}

/**
 * A container that stays as it is: not stopped on entry because it is ignored, a Swarm job, ended or down; not
 * started on exit because it was down before.
 */
export interface Untouched {
  readonly name: string
  readonly stack: string
  readonly service: string
  readonly why: 'ignored' | 'job' | 'one-shot' | 'not-running' | 'was-not-running' | 'runs-already'
}

export type Warning =
  /** Started with `--rm`: a stop deletes it with its anonymous volumes. To be acknowledged. */
  | { readonly code: 'removed-on-stop'; readonly name: string }
  /** The engine can't take its restart policy away: a restart of the host may start it. */
  | { readonly code: 'policy-stays'; readonly name: string }
  /** It is in a crash loop, and will be in one again. */
  | { readonly code: 'restarting'; readonly name: string }
  /** Somebody works in it (`docker exec`): a stop ends these commands. */
  | { readonly code: 'session-open'; readonly name: string; readonly commands: readonly string[] }
