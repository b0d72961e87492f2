import { z } from 'zod'
import { environmentId, productDeploymentId } from '../ids'
import { maximumReasonLength, operationMode } from '../maintenance'
import { change, containerOutcome, plannedStep } from './change'
import { telling, time, trigger } from './parts'
import { incompleteProblem, problem } from './problem'

/** The body of `PUT …/operation-mode`. Whoever calls is Manual. */
export const operationModeRequest = z
  .strictObject({
    mode: operationMode,
    reason: z.string().max(maximumReasonLength).optional(),
    acknowledged: z
      .boolean()
      .optional()
      .describe('Containers that a stop deletes (`--rm`) may be deleted.'),
  })
  .meta({ id: 'OperationModeRequest' })
export type OperationModeRequest = z.infer<typeof operationModeRequest>

/** How a change ended that succeeded, or that there was nothing to change. */
export const operationModeOutcome = z
  .object({
    success: z.literal(true),
    changed: z.boolean().describe('False: it was so already, or is on its way there.'),
    message: z.string(),
    productDeploymentId,
    previousMode: operationMode,
    newMode: operationMode,
    triggerSource: z.enum(['Manual', 'Observer']).nullable(),
    telling: telling.nullable(),
    containers: z.array(containerOutcome).readonly(),
  })
  .readonly()
  .meta({ id: 'OperationModeOutcome' })
export type OperationModeOutcome = z.infer<typeof operationModeOutcome>

const lastRequest = z
  .object({
    mode: operationMode,
    at: time,
    state: z.enum(['running', 'done', 'failed']),
    outcome: operationModeOutcome.nullable(),
    problem: z.union([incompleteProblem, problem]).nullable(),
  })
  .readonly()
  .meta({ id: 'LastRequest' })

/** Where the `Location` of a 202 leads to: the mode, the change in progress, what became of it. */
export const operationModeState = z
  .object({
    environmentId,
    productDeploymentId,
    operationMode,
    maintenanceState: z.enum(['Normal', 'Entering', 'Maintenance', 'Exiting', 'Unreadable']),
    trigger: trigger.nullable(),
    change: change.nullable(),
    lastRequest: lastRequest
      .nullable()
      .describe('The newest one by the API since Tagout was started.'),
  })
  .readonly()
  .meta({ id: 'OperationModeState' })
export type OperationModeState = z.infer<typeof operationModeState>

export const previewQuery = z.object({ mode: operationMode.default('Maintenance') })

const place = { name: z.string(), stack: z.string(), service: z.string() }

/** What a change would do, and nothing of it did. */
export const preview = z
  .object({
    environmentId,
    productDeploymentId,
    productName: z.string(),
    mode: operationMode.describe('Where the change would lead to.'),
    operationMode: operationMode.describe('How it is.'),
    trigger: trigger.nullable(),
    telling: z
      .object({ to: z.string(), gracePeriodMs: z.number() })
      .nullable()
      .describe('Who would be told, and for how long is waited before the first stop.'),
    steps: z.array(plannedStep).readonly(),
    text: z.string().describe('The steps, printed, a line each.'),
    gone: z.array(z.object(place)).readonly().describe('They ran before, and exist no longer.'),
    untouched: z
      .array(
        z.object({
          ...place,
          why: z.enum([
            'ignored',
            'job',
            'one-shot',
            'not-running',
            'was-not-running',
            'runs-already',
          ]),
        }),
      )
      .readonly(),
    warnings: z
      .array(z.object({ code: z.string(), name: z.string(), message: z.string() }))
      .readonly(),
    acknowledgementNeeded: z
      .array(z.string())
      .readonly()
      .describe('Containers that a stop would delete: to enter, `acknowledged` is needed.'),
  })
  .readonly()
  .meta({ id: 'Preview' })
export type ApiPreview = z.infer<typeof preview>
