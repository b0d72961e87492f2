import { z } from 'zod'
import { operationMode } from '../maintenance'
import { telling, time, trouble } from './parts'

const action = z.enum([
  'hold',
  'stop',
  'release',
  'start',
  'pause',
  'await',
  'scale-down',
  'scale-up',
  'constrain',
  'unconstrain',
])

/** The container of a step, or the Swarm service. */
const target = {
  containerId: z.string(),
  name: z.string(),
  stack: z.string(),
  service: z.string(),
}

/** A step of the plan, as it would be carried out. */
export const plannedStep = z
  .object({
    id: z.string(),
    action,
    ...target,
    cause: z.string(),
    after: z.array(z.string()).readonly().describe('The steps that have to be over first, by id.'),
  })
  .readonly()
  .meta({ id: 'PlannedStep' })

const step = z
  .object({
    id: z.string(),
    action,
    ...target,
    state: z.enum(['waiting', 'running', 'done', 'failed', 'not-begun']),
    problem: trouble.nullable(),
    exitCode: z.int().nullable().describe('Of a stopped container; 137 when it was killed.'),
    startedAt: time.nullable(),
    tookMs: z.number().nullable(),
  })
  .readonly()
  .meta({ id: 'Step' })

/** A change under way, or one that was not completed. */
export const change = z
  .object({
    mode: operationMode.describe('Where it leads to.'),
    state: z
      .enum(['running', 'elsewhere', 'incomplete'])
      .describe('`elsewhere`: another Tagout carries it out. `incomplete`: ask again to retry.'),
    cancelling: z.boolean(),
    telling: telling.nullable(),
    steps: z.array(step).readonly(),
    problem: trouble.nullable().describe('Beside what single steps tell.'),
  })
  .readonly()
  .meta({ id: 'Change' })
export type ApiChange = z.infer<typeof change>

/** What became of one container, or of one Swarm service. */
export const containerOutcome = z
  .object({
    ...target,
    result: z.enum([
      'stopped',
      'started',
      'paused',
      'policy-only',
      'service-stopped',
      'service-started',
      'gone',
      'failed',
      'not-begun',
    ]),
    killed: z.boolean().describe('It did not stop in time: its data may want a look.'),
    problem: trouble.nullable(),
  })
  .readonly()
  .meta({ id: 'ContainerOutcome' })
export type ApiContainerOutcome = z.infer<typeof containerOutcome>
