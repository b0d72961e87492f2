import { z } from 'zod'
import type { Problem } from './problem'

type Facts<Code extends Problem['code']> = Omit<Extract<Problem, { code: Code }>, 'code'>

const none = z.object({})
const detail = z.object({ detail: z.string() })

/** What each problem says beside its code. Forget one and it doesn't compile. */
const facts: { readonly [Code in Problem['code']]: z.ZodType<Facts<Code>> } = {
  'environment-not-found': none,
  'environment-offline': none,
  'product-not-found': none,
  'owned-by-observer': none,
  'transition-in-progress': none,
  'not-in-maintenance': none,
  'observer-not-found': none,
  'key-store-refused': none,
  'reason-required': none,
  'acknowledgement-needed': z.object({ containers: z.array(z.string()) }),
  'swarm-manager-needed': z.object({ services: z.array(z.string()) }),
  'tag-unreadable': z.object({ volume: z.string(), detail: z.string() }),
  'malformed-request': detail,
  'engine-unreachable': detail,
  'engine-refused': z.object({ status: z.number(), detail: z.string() }),
  'engine-timeout': z.object({ seconds: z.number() }),
  'engine-answer-unreadable': detail,
  'container-gone': none,
  unhealthy: detail,
  'not-completed': z.object({ exitCode: z.number().nullable() }),
  'tag-replaced': none,
  'went-offline': none,
  'held-back': z.object({ by: z.string() }),
  cancelled: none,
  'not-so': detail,
  'tasks-not-running': z.object({
    running: z.number(),
    wanted: z.number(),
    detail: z.string(),
  }),
}

const coded = z.object({ code: z.string() })

function isProblem(value: unknown): value is Problem {
  const found = coded.safeParse(value)
  if (!found.success) return false
  const code = knownCodes.find((known) => known === found.data.code)
  return code !== undefined && facts[code].safeParse(value).success
}

const knownCodes = Object.keys(facts) as (keyof typeof facts)[]

/** A problem as it was written down. */
export const recordedProblem = z.custom<Problem>(isProblem, 'no problem that is known')
