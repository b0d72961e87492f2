import { z } from 'zod'

/** ISO 8601, UTC. */
export const time = z.string().meta({ format: 'date-time' })

/** Something that went wrong beside the request itself: of a container, a check, a connection. */
export const trouble = z
  .object({
    code: z.string().describe('Stable; new ones may be added.'),
    message: z.string().describe('What happened, in a sentence.'),
    todo: z.string().nullable().describe('What to do about it.'),
    detail: z.string().nullable().describe('What the engine or the system said.'),
  })
  .readonly()
  .meta({ id: 'Trouble' })
export type ApiTrouble = z.infer<typeof trouble>

export const trigger = z
  .object({
    source: z.enum(['Manual', 'Observer']),
    reason: z.string().describe('Empty when none was given.'),
    by: z.string().describe('`user@machine`, and by which token when it came by the API.'),
    at: time,
  })
  .readonly()
  .meta({ id: 'Trigger', description: 'Who put it into maintenance, why, and since when.' })

export const telling = z
  .object({
    state: z.enum(['telling', 'waiting', 'told', 'failed']),
    says: z.enum(['maintenance', 'normal']),
    to: z.string().describe('Who is told, for people.'),
    attempt: z.int(),
    attempts: z.int(),
    until: time.nullable().describe('When the grace period ends.'),
    problem: trouble.nullable(),
  })
  .readonly()
  .meta({ id: 'Telling', description: 'How the product is told of its maintenance (the setter).' })
export type ApiTelling = z.infer<typeof telling>
