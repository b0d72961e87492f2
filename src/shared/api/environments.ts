import { z } from 'zod'
import { environmentId } from '../ids'
import { time, trouble } from './parts'

const connection = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('connecting') }),
    z.object({ state: z.literal('connected'), engine: z.string(), apiVersion: z.string() }),
    z.object({
      state: z.literal('offline'),
      since: time,
      problem: trouble,
      nextTryAt: time.describe('When it is tried again by itself; past: it is being tried.'),
    }),
  ])
  .meta({ id: 'Connection' })

/** One Docker daemon under a name, and whether it can be asked. */
export const environment = z
  .object({
    environmentId,
    name: z.string(),
    kind: z
      .enum(['current', 'context', 'socket', 'tcp', 'ssh', 'demo'])
      .describe('How it is reached; `current`: as Docker’s command line would.'),
    address: z
      .string()
      .describe('As Docker writes it, e.g. `unix:///var/run/docker.sock`; empty for the demo.'),
    connection,
  })
  .readonly()
  .meta({ id: 'Environment' })
export type ApiEnvironment = z.infer<typeof environment>

export const environments = z
  .object({ environments: z.array(environment).readonly() })
  .readonly()
  .meta({ id: 'Environments' })
