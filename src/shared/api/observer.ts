import { z } from 'zod'
import { time, trouble } from './parts'

const says = z.enum(['maintenance', 'normal'])

/** How a product's observer stands. */
export const observer = z
  .object({
    type: z.enum(['http', 'file', 'sqlQuery', 'sqlExtendedProperty']),
    watches: z.string().describe('What is watched, without secrets.'),
    enabled: z.boolean(),
    isChecking: z.boolean(),
    lastCheck: z
      .object({
        at: time,
        says: says.nullable().describe('Null: the check failed, and nothing follows from it.'),
        value: z.string().nullable(),
        problem: trouble.nullable(),
      })
      .nullable(),
    lastValue: z
      .object({ says, value: z.string() })
      .nullable()
      .describe('Of the last check that did not fail.'),
    lastChangeAt: time.nullable(),
    nextCheckAt: time.nullable(),
    failingSince: time.nullable(),
    held: z
      .enum(['exiting', 'until-checked', 'until-normal'])
      .nullable()
      .describe('Why what it says is not acted upon.'),
    refused: trouble.nullable().describe('It wanted the mode to change, and could not.'),
  })
  .readonly()
  .meta({ id: 'Observer' })
export type ApiObserver = z.infer<typeof observer>
