import type { ContainerId } from './ids'
import type { OperationMode, Source } from './maintenance'
import type { Action, StepId } from './plan'
import type { Problem } from './problem'
import type { Telling } from './setter'

/** One step of a change, as far as it got. */
export interface StepProgress {
  readonly step: StepId
  readonly action: Action['type']
  /** Or a Swarm service, where the action is one for services. */
  readonly container: ContainerId
  readonly name: string
  readonly stack: string
  readonly service: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'not-begun'
  readonly problem: Problem | null
  /** Of a stopped container; 137 when it was killed because it did not stop in time. */
  readonly exitCode: number | null
  /** ISO 8601 by this machine's clock. */
  readonly startedAt: string | null
  readonly tookMs: number | null
}

/**
 * - `running`: this Tagout carries it out
 * - `elsewhere`: another Tagout carries it out; what is seen of it is what the engine says
 * - `incomplete`: it ended and something is left; Retry does what is left
 */
export interface Change {
  readonly to: OperationMode
  readonly state: 'running' | 'elsewhere' | 'incomplete'
  readonly cancelling: boolean
  /** Of the product, before the first step of entering, or after the last one of exiting. */
  readonly telling: Telling | null
  readonly steps: readonly StepProgress[]
  /** What kept the whole change from going on, beside what single steps tell. */
  readonly problem: Problem | null
}

/** How a change ended, container by container. */
export interface Outcome {
  /** `already`: it was in that mode, or on its way there by another's doing. */
  readonly result: 'changed' | 'already' | 'incomplete'
  readonly previousMode: OperationMode
  readonly newMode: OperationMode
  readonly triggerSource: Source | null
  /** What became of telling the product; null where nobody was to be told. */
  readonly telling: Telling | null
  readonly containers: readonly ContainerOutcome[]
  readonly problem: Problem | null
}

export interface ContainerOutcome {
  readonly container: ContainerId
  readonly name: string
  readonly stack: string
  readonly service: string
  readonly result:
    | 'stopped'
    | 'started'
    | 'paused'
    | 'policy-only'
    /** A Swarm service, of which no task runs. */
    | 'service-stopped'
    /** A Swarm service, of which so many tasks run as before. */
    | 'service-started'
    | 'gone'
    | 'failed'
    | 'not-begun'
  /** It did not stop in time and was killed (exit code 137): its data may want a look. */
  readonly killed: boolean
  readonly problem: Problem | null
}
