import { z } from 'zod'
import { operationMode } from '../../src/shared/maintenance'

/** What a Tagout of the chaos suite is started with, as JSON on its command line. */
export const launch = z.object({
  /** The profile's folder. */
  profile: z.string(),
  endpoint: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('socket'), path: z.string() }),
    z.object({ kind: z.literal('tcp'), host: z.string(), port: z.int(), tls: z.null() }),
  ]),
})
export type Launch = z.infer<typeof launch>

/**
 * When it kills itself, counted from the command on, 0 being the first effect.
 * - `before`: the effect does not come about
 * - `during`: its request is under way, and the answer is not seen
 * - `after`: the effect has come about
 */
const fuse = z.object({
  dies: z.enum(['before', 'during', 'after']),
  effect: z.int().min(0),
})
export type Fuse = z.infer<typeof fuse>

/** What it is told to do. */
export const command = z.discriminatedUnion('do', [
  z.object({ do: z.literal('change'), to: operationMode, fuse: fuse.nullable() }),
  z.object({ do: z.literal('retry') }),
  /** Tries to connect at once. */
  z.object({ do: z.literal('reconnect') }),
])
export type Command = z.infer<typeof command>

const state = z.object({
  says: z.literal('state'),
  connection: z.enum(['connecting', 'connected', 'offline']),
  /** Of the product as it is shown; null while it is not known. */
  mode: z.enum(['Normal', 'Entering', 'Maintenance', 'Exiting', 'Unreadable']).nullable(),
  change: z
    .object({
      to: operationMode,
      state: z.enum(['running', 'elsewhere', 'incomplete']),
      /** Steps that have ended. */
      ended: z.int(),
      problems: z.array(z.string()),
    })
    .nullable(),
  /** Names of what was told to run although it should not. */
  drift: z.array(z.string()),
  /** Codes of what the profile has to tell. */
  notices: z.array(z.string()),
})
export type State = z.infer<typeof state>

const answer = z.object({
  says: z.literal('answer'),
  /** `refused`: it could not be begun. */
  result: z.enum(['changed', 'already', 'incomplete', 'refused']),
  /** In words, for the message of a failure. */
  detail: z.string(),
  /** Since the command. */
  effects: z.int(),
})
export type Answer = z.infer<typeof answer>

/** What it tells: its state whenever that is another, and the answer to a change or a retry. */
export const message = z.discriminatedUnion('says', [state, answer])
export type Message = z.infer<typeof message>
