import { z } from 'zod'
import { durationBetween } from './duration'
import { oneConnection } from './observer'
import type { ObservationProblem } from './observer'

const text = z.string().trim().min(1, 'must not be empty').max(4000)

const manner = {
  /** Further attempts when the first one fails, with back-off. */
  retries: z.int().min(0).max(10).default(2),
  timeout: durationBetween('100ms', '5m').prefault('10s'),
  /** Between telling `maintenance` and the first stop. */
  gracePeriod: durationBetween('0s', '24h').prefault('0s'),
}

const webhook = z.strictObject({
  type: z.literal('webhook'),
  url: text,
  /** Signs what is sent; without it nothing is signed. */
  secret: text.optional(),
  /** A file in PEM: trusted beside the system's. */
  caFile: text.optional(),
  ...manner,
})

const sqlExtendedProperty = z.strictObject({
  type: z.literal('sqlExtendedProperty'),
  connectionString: text.optional(),
  connectionName: text.optional(),
  propertyName: text.max(128),
  maintenanceValue: z.coerce.string().max(4000).default('1'),
  normalValue: z.coerce.string().max(4000).default('0'),
  ...manner,
})

/** How the product is told of a manual maintenance. `${NAME}` is one of the product's variables. */
export const setterConfig = z
  .discriminatedUnion('type', [webhook, sqlExtendedProperty])
  .superRefine((config, context) => {
    if (config.type === 'sqlExtendedProperty') oneConnection(config, context)
  })
export type SetterConfig = z.infer<typeof setterConfig>

/** Why the product could not be told. It holds nothing up. */
export type SetterProblem = Exclude<
  ObservationProblem,
  { code: 'value-missing' | 'value-unexpected' }
>

const detail = z.string()

const setterProblem: z.ZodType<SetterProblem> = z.discriminatedUnion('code', [
  z.object({ code: z.literal(['variable-unresolved', 'secret-unreadable']), name: z.string() }),
  z.object({ code: z.literal('configuration-invalid'), field: z.string(), detail }),
  z.object({
    code: z.literal([
      'source-unreachable',
      'source-untrusted',
      'source-denied',
      'answer-unusable',
      'query-failed',
    ]),
    detail,
  }),
  z.object({ code: z.literal('source-timeout'), seconds: z.number() }),
  z.object({
    code: z.literal('http-status'),
    status: z.number(),
    location: z.string().nullable(),
  }),
])

/**
 * The product is being told of the maintenance, or was.
 * - `telling`: attempts are under way
 * - `waiting`: it was told, and has its grace period until something is stopped
 * - `failed`: without a problem, because the user cancelled
 */
export const telling = z
  .object({
    state: z.enum(['telling', 'waiting', 'told', 'failed']),
    says: z.enum(['maintenance', 'normal']),
    /** Where, for people: without secrets. */
    to: z.string(),
    /** Counts from 1. */
    attempt: z.int().min(1),
    /** At most so many. */
    attempts: z.int().min(1),
    /** When the grace period ends: ISO 8601 by this machine's clock; null unless it is waiting. */
    until: z.iso.datetime().nullable(),
    /** Why it failed; while it is telling, why the attempt before did. */
    problem: setterProblem.nullable(),
  })
  .readonly()
export type Telling = z.infer<typeof telling>
