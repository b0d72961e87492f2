import { z } from 'zod'
import { durationBetween } from './duration'
import type { Problem } from './problem'

const text = z.string().trim().min(1, 'must not be empty').max(4000)

/** YAML reads `maintenanceValue: true` and `1` as what they look like; compared is their text. */
const comparedValue = z
  .union([z.string().max(4000), z.boolean(), z.number()])
  .transform((value) => String(value))

const headers = z.record(
  z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is no name of an HTTP header'),
  comparedValue,
)

const schedule = {
  pollingInterval: durationBetween('1s', '24h').prefault('30s'),
  timeout: durationBetween('100ms', '5m').prefault('10s'),
  /** ReadyStackGo's: switched off it is kept, shown, and not checked. */
  enabled: z.boolean().default(true),
}

/** Compared without regard to case. Without `normalValue`, anything else is normal. */
const compared = { maintenanceValue: comparedValue, normalValue: comparedValue.optional() }

const database = {
  /** With its scheme (`postgres:`, `mysql:`, `mariadb:`, `sqlserver:`), or SQL Server's `Server=…;…`. */
  connectionString: text.optional(),
  /** A variable that holds the connection string. */
  connectionName: text.optional(),
}

const http = z.strictObject({
  type: z.literal('http'),
  url: text,
  /** `HEAD` has no answer in which there could be a value. */
  method: z.enum(['GET', 'POST'], 'has to be GET or POST').default('GET'),
  headers: headers.default({}),
  /** RFC 9535; of several values that it selects, all have to be the same. Without it, the whole answer. */
  jsonPath: text.optional(),
  /** A file in PEM: trusted beside the system's. */
  caFile: text.optional(),
  ...compared,
  ...schedule,
})

const file = z.strictObject({
  type: z.literal('file'),
  path: text,
  mode: z.enum(['exists', 'content']).default('exists'),
  /** A regular expression of JavaScript's: its first group, or all that it matches. */
  contentPattern: text.optional(),
  ...compared,
  /** In the mode `exists` the value is `true` or `false`. */
  maintenanceValue: comparedValue.default('true'),
  ...schedule,
})

const sqlQuery = z.strictObject({
  type: z.literal('sqlQuery'),
  ...database,
  /** Yields one row with one column. */
  query: text,
  ...compared,
  ...schedule,
})

const sqlExtendedProperty = z.strictObject({
  type: z.literal('sqlExtendedProperty'),
  ...database,
  propertyName: text.max(128),
  ...compared,
  ...schedule,
})

/**
 * What is watched, and how: ReadyStackGo's fields. `${NAME}` in any text is one of the product's
 * variables.
 */
export const observerConfig = z
  .discriminatedUnion('type', [http, file, sqlQuery, sqlExtendedProperty])
  .superRefine((config, context) => {
    if (config.type === 'sqlQuery' || config.type === 'sqlExtendedProperty') {
      oneConnection(config, context)
    }
    const { maintenanceValue, normalValue } = config
    if (maintenanceValue.toLowerCase() === normalValue?.toLowerCase()) {
      context.addIssue({
        code: 'custom',
        path: ['normalValue'],
        message: 'must be another than maintenanceValue',
      })
    }
  })
export type ObserverConfig = z.infer<typeof observerConfig>
export type ObserverType = ObserverConfig['type']

/** By `connectionString` or by `connectionName`, and not by both. */
export function oneConnection(
  given: { connectionString?: string | undefined; connectionName?: string | undefined },
  context: Pick<z.RefinementCtx, 'addIssue'>,
): void {
  const count = [given.connectionString, given.connectionName].filter((one) => one !== undefined)
  if (count.length === 1) return
  context.addIssue({
    code: 'custom',
    path: ['connectionString'],
    message: 'either connectionString or connectionName has to be given, and not both',
  })
}

/** Why a check says nothing. Nothing is changed by it: unknown is neither normal nor maintenance. */
export type ObservationProblem =
  /** No such variable of the product. */
  | { readonly code: 'variable-unresolved'; readonly name: string }
  /** A secret that this system's key store does not open (any more). */
  | { readonly code: 'secret-unreadable'; readonly name: string }
  /** With its variables in place, it is not what it has to be (an address, a pattern, a path). */
  | { readonly code: 'configuration-invalid'; readonly field: string; readonly detail: string }
  /** It could not be reached, or the connection was refused or broken. */
  | { readonly code: 'source-unreachable'; readonly detail: string }
  | { readonly code: 'source-timeout'; readonly seconds: number }
  /** Its certificate is not trusted, or is another's. */
  | { readonly code: 'source-untrusted'; readonly detail: string }
  /** A user, password or token that it doesn't accept. */
  | { readonly code: 'source-denied'; readonly detail: string }
  | { readonly code: 'http-status'; readonly status: number; readonly location: string | null }
  /** It is not what was asked for: a login page in place of JSON, too long, not text. */
  | { readonly code: 'answer-unusable'; readonly detail: string }
  /** The path, the pattern, the query or the property selects nothing. */
  | { readonly code: 'value-missing'; readonly detail: string }
  /** Neither `maintenanceValue` nor `normalValue`. */
  | { readonly code: 'value-unexpected'; readonly value: string }
  | { readonly code: 'query-failed'; readonly detail: string }

/** What one check yields. */
export type Reading =
  | { readonly says: 'maintenance' | 'normal'; readonly value: string }
  | { readonly says: 'nothing'; readonly problem: ObservationProblem }

/**
 * Why what it says is not acted upon:
 * - `exiting`: a person has decided to exit, and that is under way
 * - `until-checked`: that is done; one full check comes first, so that a stale flag doesn't count
 * - `until-normal`: and the product could not be told so, so that the flag has to be normal first
 */
export type Hold = 'exiting' | 'until-checked' | 'until-normal'

/** An observer as it stands. Times are ISO 8601 by this machine's clock. */
export interface ObserverStatus {
  readonly type: ObserverType
  /** What is watched, for people: without secrets, `${NAME}` as written. */
  readonly watches: string
  readonly enabled: boolean
  readonly isChecking: boolean
  readonly lastCheck: { readonly at: string; readonly reading: Reading } | null
  /** Of the last check that said something. */
  readonly lastValue: { readonly says: 'maintenance' | 'normal'; readonly value: string } | null
  /** When the value became this one. */
  readonly lastChangeAt: string | null
  /** Null while it is checking, or switched off. */
  readonly nextCheckAt: string | null
  readonly failingSince: string | null
  readonly held: Hold | null
  /** It wanted the mode to change, and that was refused or is incomplete. */
  readonly refused: Problem | null
}
