import { z } from 'zod'

/** What the process of a load is told on its command line. */
export const launch = z.object({
  hosts: z.int().min(1),
  /** Of each host. */
  containers: z.int().min(0),
  ofAProduct: z.int().min(1).optional(),
  seed: z.int(),
  folder: z.string(),
})
export type Launch = z.infer<typeof launch>

export const command = z.discriminatedUnion('do', [
  z.object({ do: z.literal('run'), perSecond: z.number().positive() }),
  z.object({ do: z.literal('end') }),
  z.object({ do: z.literal('one') }),
  z.object({ do: z.literal('check'), name: z.string() }),
  z.object({ do: z.literal('disconnect') }),
])
export type Command = z.infer<typeof command>

const changed = z.object({
  says: z.literal('changed'),
  socket: z.string(),
  container: z.string(),
  name: z.string(),
  change: z.enum(['health', 'die', 'start', 'pause', 'unpause']),
  /** Milliseconds since 1970, before the change was made. */
  at: z.number(),
})
export type Changed = z.infer<typeof changed>

export const answer = z.discriminatedUnion('says', [
  z.object({ says: z.literal('ready'), sockets: z.array(z.string()) }),
  changed,
  /** How many changes a run made. */
  z.object({ says: z.literal('done'), made: z.number() }),
])
export type Answer = z.infer<typeof answer>
