import type { InspectedContainer, RestartPolicy } from '../../shared/container'
import type { HistoryRecord } from '../../shared/history'
import type {
  Claim,
  ContainerId,
  EnvironmentId,
  InstanceId,
  ProductDeploymentId,
  ProductRef,
} from '../../shared/ids'
import type { Mark, Tag, UnreadableTag } from '../../shared/maintenance'
import type { EngineProblem, Problem, StepProblem } from '../../shared/problem'
import type { InspectedMember, ProductDeployment } from '../../shared/product'
import type { Result } from '../../shared/result'
import type { SetterProblem, Telling } from '../../shared/setter'

/** What the core asks of an engine. Nothing here decides; every answer is the engine's own. */
export interface ContainerEngine {
  /** One container with its details. Answers `container-gone` when there is none. */
  inspect(id: ContainerId): Promise<Result<InspectedContainer, EngineProblem>>
  /** The commands of `docker exec` that run in it; its health check is none. */
  sessionsIn(id: ContainerId): Promise<Result<readonly string[], EngineProblem>>
  /**
   * Stops with the container's own signal and timeout. Idempotent: already stopped succeeds.
   * Yields when the container is down; `engine-timeout` when the engine is not done well after the
   * container's own timeout.
   */
  stop(id: ContainerId, timeout: number | null): Promise<Result<void, EngineProblem>>
  /** Idempotent: already running succeeds. Starts and doesn't wait for health. */
  start(id: ContainerId): Promise<Result<void, EngineProblem>>
  /** Idempotent: already paused succeeds. */
  pause(id: ContainerId): Promise<Result<void, EngineProblem>>
  /** Works on running and on stopped containers. */
  setRestartPolicy(id: ContainerId, policy: RestartPolicy): Promise<Result<void, EngineProblem>>
  /**
   * Until the container is healthy, or has ended with exit code 0. Without a health check,
   * running is healthy. Answers `unhealthy` or `not-completed` when that can't be any more, and
   * `engine-timeout` when it takes longer than the container's own health check allows; `cancelled`
   * as soon as `givenUp` yields.
   */
  awaitUntil(
    id: ContainerId,
    until: 'healthy' | 'completed',
    givenUp?: Promise<void>,
  ): Promise<Result<void, EngineProblem | StepProblem>>
  /**
   * Asks Swarm for so many tasks of a replicated service, and waits for them. Idempotent. The rest
   * of the service is left as it is.
   */
  scale(id: ContainerId, replicas: number, wait: TaskWait): Promise<Result<void, TaskProblem>>
  /** The same, by the placement of a global service. */
  setConstraints(
    id: ContainerId,
    constraints: readonly string[],
    wait: TaskWait,
  ): Promise<Result<void, TaskProblem>>
}

/**
 * - `none`: until no task of the service has a process; `engine-timeout` when that takes well longer
 *   than their own timeout (seconds; null is the engine's default of 10)
 * - `again`: until so many run as did before; `tasks-not-running` when they don't in time
 */
export type TaskWait =
  | { readonly for: 'none'; readonly timeout: number | null }
  | { readonly for: 'again'; readonly ranBefore: number }

type TaskProblem = EngineProblem | StepProblem

/** The tags on one host. Creating is atomic and the first writer wins, whoever that is. */
export interface TagStore {
  /** The tag with its marks; null when none hangs there. An exit mark alone is no tag. */
  read(product: ProductDeploymentId): Promise<Result<Tag | UnreadableTag | null, EngineProblem>>
  /**
   * Whether the tag and its exit mark still hang there as claimed; an exit of null means that no
   * exit mark hangs there.
   */
  stillHangs(
    product: ProductDeploymentId,
    claim: Claim,
    exit: Claim | null,
  ): Promise<Result<boolean, EngineProblem>>
  /**
   * Hangs it unless one hangs there already; yields what hangs there then, read back. Marks of
   * other tags that were left behind mean nothing to it; where one of these can't be read, nothing
   * is touched, and it is yielded.
   */
  hang(tag: NewTag): Promise<Result<Tag | UnreadableTag, EngineProblem>>
  /** Hangs the mark unless one of the same tag hangs there already; yields the one that hangs there
   *  then. */
  mark(
    kind: MarkKind,
    product: ProductDeploymentId,
    mark: NewMark,
  ): Promise<Result<Mark | UnreadableTag, EngineProblem>>
  /** Removes the tag of that claim, then its takeover, then its exit mark. What is not there is
   *  removed; another tag in its place stays. */
  takeDown(product: ProductDeploymentId, claim: Claim): Promise<Result<void, EngineProblem>>
  /** Removes the mark of that claim, and no other. */
  takeBack(
    kind: MarkKind,
    product: ProductDeploymentId,
    claim: Claim,
  ): Promise<Result<void, EngineProblem>>
}

export type MarkKind = 'exit' | 'takeover'
/** Null: now, for the first time. One that was lost keeps its time: what drifted before still does. */
interface FirstHung {
  readonly hungAt: string | null
}

/** A tag before it hangs. */
export type NewTag = Omit<Tag, 'hungAt' | 'takeover' | 'exit'> & FirstHung
export type NewMark = Omit<Mark, 'hungAt'> & FirstHung

/** One environment whose engine can be asked right now. */
export interface Host {
  readonly engine: ContainerEngine
  readonly tags: TagStore
  /** All tags of the host; a mark without its tag is none. */
  listTags(): Promise<Result<readonly (Tag | UnreadableTag)[], EngineProblem>>
  /** Lists and inspects afresh. Answers `product-not-found` when neither containers nor a tag are there. */
  observe(product: ProductDeploymentId): Promise<Result<Observation, Problem>>
}

export interface Observation {
  readonly product: ProductDeployment
  /** All containers of the product, each inspected. */
  readonly members: readonly InspectedMember[]
  readonly tag: Tag | UnreadableTag | null
}

/** Answers `environment-not-found`, or `environment-offline` while its engine can't be asked. */
export type Hosts = (environment: EnvironmentId) => Result<Host, Problem>

/** The local copies of tags: what heals a tag that was pruned on its host. */
export interface TagCopies {
  all(): readonly TagCopy[]
  /** A copy that can't be written is told to the user by the store, and stops nobody. */
  put(copy: TagCopy): void
  drop(product: ProductRef): void
  get(product: ProductRef): TagCopy | null
}

export interface TagCopy {
  readonly product: ProductRef
  readonly tag: Tag
  /** The user cancelled here: a restart doesn't go on by itself. */
  readonly cancelled: boolean
  readonly told?: Told | undefined
}

/** What this Tagout told the product of a tag, or of its exit, as far as that got. */
export interface Told {
  /** The claim of the tag, or of the exit mark. */
  readonly change: Claim
  readonly telling: Telling
  readonly gracePeriodMs: number
}

/**
 * What happened, for people to read later. Nothing waits for it, and nothing fails with it. What it
 * knows already it doesn't write down again, so that it can be told whatever is seen.
 */
export interface History {
  record(record: HistoryRecord): void
}

/** How the products are told of a maintenance. */
export interface Setters {
  /** Null: nobody is to be told. */
  of(product: ProductRef): Setter | null
}

/** As it is configured now; may be asked again and again. */
export interface Setter {
  /** For people: without secrets. */
  readonly to: string
  /** Milliseconds between telling `maintenance` and the first stop. */
  readonly gracePeriodMs: number
  /** At most so many. */
  readonly attempts: number
  /** Milliseconds in which it has given up, however often it tries. */
  readonly longestMs: number
  /**
   * Tells until it is heard, or all attempts failed. The same may be told again. `attempting` is
   * called with each attempt after the first, and with why the one before failed. Nothing more is
   * begun once `givenUp` yields.
   */
  tell(
    message: Message,
    attempting: (attempt: number, failed: SetterProblem) => void,
    givenUp: Promise<void>,
  ): Promise<Result<void, SetterProblem>>
}

/** What the product is told. */
export interface Message {
  readonly says: Telling['says']
  readonly product: ProductDeploymentId
  readonly reason: string
  /** ISO 8601: when it was decided. */
  readonly at: string
  /** The claim of the tag, or of the exit mark: the same over attempts, restarts and desktops. */
  readonly id: Claim
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls once after so many milliseconds, unless the yielded function was called before. */
  after(milliseconds: number, callback: () => void): () => void
}

/** Who and where this Tagout is. */
export interface Identity {
  readonly instance: InstanceId
  /** `user@machine`. */
  readonly by: string
  newClaim(): Claim
}
