import { z } from 'zod'
import { claim, containerId, productDeploymentId } from './ids'

export const operationMode = z.enum(['Normal', 'Maintenance'])
export type OperationMode = z.infer<typeof operationMode>

const source = z.enum(['Manual', 'Observer'])
/** A person (by window, tray or API), or an observer. */
export type Source = z.infer<typeof source>

export const maximumReasonLength = 1000

export const trigger = z
  .object({
    source,
    /** Empty when none was given. */
    reason: z.string().max(maximumReasonLength),
    /** `user@machine`. */
    by: z.string().max(500),
    /** ISO 8601, UTC, by the clock of the machine that hung the tag. */
    at: z.iso.datetime(),
  })
  .readonly()
/** Who put a product into maintenance, why, and since when. */
export type Trigger = z.infer<typeof trigger>

/**
 *   Normal ──enter──▶ Entering ──all stopped──▶ Maintenance
 *     ▲                                             │
 *     └────────all restored──── Exiting ◀───exit────┘
 *
 * `Entering` and `Exiting` are commitments that are not yet carried out. `Unreadable`: a tag hangs
 * on the host that this Tagout doesn't understand, so that nothing may be done.
 */
export type Maintenance =
  | { readonly mode: 'Normal' }
  | ({ readonly mode: 'Entering' } & Owned)
  | ({ readonly mode: 'Maintenance' } & Owned)
  | ({ readonly mode: 'Exiting'; readonly exit: Trigger } & Owned)
  | { readonly mode: 'Unreadable'; readonly volume: string; readonly detail: string }

/** Whose maintenance it is. */
export interface Owned {
  readonly trigger: Trigger
  /** The observer's, when a person took over. */
  readonly takenOverFrom: Trigger | null
}

/** What users call it: whatever is on its way, or not understood, is not normal. */
export function operationModeOf(maintenance: Maintenance): OperationMode {
  return maintenance.mode === 'Normal' ? 'Normal' : 'Maintenance'
}

const snapshotEntry = z
  .object({
    id: containerId,
    name: z.string(),
    stack: z.string(),
    service: z.string(),
    replica: z.int().min(0),
    was: z.enum(['running', 'paused', 'restarting', 'stopped']),
    restartPolicy: z
      .object({
        name: z.enum(['no', 'always', 'unless-stopped', 'on-failure']),
        maximumRetryCount: z.int().min(0),
      })
      .readonly(),
    /** Of a Swarm service only. */
    swarm: z
      .object({
        mode: z.enum(['replicated', 'global']),
        replicas: z.int().min(0),
        constraints: z.array(z.string()).readonly(),
        /** Tasks that ran. */
        running: z.int().min(0),
      })
      .readonly()
      .optional(),
  })
  .readonly()
/** What exit has to know of one container, or of one Swarm service. */
export type SnapshotEntry = z.infer<typeof snapshotEntry>

/** The affected containers as they were at entry: those that ran, and those held from restarting. */
export const snapshot = z.object({ containers: z.array(snapshotEntry).readonly() }).readonly()
export type Snapshot = z.infer<typeof snapshot>

/**
 * Seconds in which nothing may move on the host although it is carried out: whoever hung it tells
 * the product meanwhile, and grants it its grace period. Left out: none.
 */
const quietSeconds = z.int().min(0).optional()

/** A second volume beside the tag: the exit's, or a takeover's. First writer wins, as for the tag. */
const mark = z
  .object({
    claim,
    /** The tag that it was hung for: beside another one it means nothing. Null: an older Tagout did
     *  not say. */
    of: claim.nullable().default(null),
    trigger,
    /** ISO 8601, by the engine's clock, to the second: when it was hung for the first time. */
    hungAt: z.string().optional(),
    quietSeconds,
  })
  // A copy that an older Tagout kept has only the time of who hung it, which is near enough.
  .transform((mark) => ({ ...mark, hungAt: mark.hungAt ?? mark.trigger.at }))
  .readonly()
export type Mark = z.infer<typeof mark>

/** The record of a maintenance, as it hangs on the host. */
export const tag = z
  .object({
    productDeploymentId,
    productName: z.string(),
    productVersion: z.string().nullable(),
    claim,
    trigger,
    snapshot,
    /** ISO 8601, by the engine's clock, to the second: when it was hung for the first time. */
    hungAt: z.string(),
    quietSeconds,
    takeover: mark.nullable(),
    exit: mark.nullable(),
  })
  .readonly()
export type Tag = z.infer<typeof tag>

/** A volume of a tag's name that this Tagout can't read: newer, damaged, or someone else's. */
export interface UnreadableTag {
  readonly productDeploymentId: string
  readonly volume: string
  readonly detail: string
  /** The product's name, where at least that can be read. */
  readonly productName: string | null
}

/** The trigger in force: a takeover's, or the first one's. */
export function triggerOf(tag: Tag): Trigger {
  return tag.takeover?.trigger ?? tag.trigger
}
