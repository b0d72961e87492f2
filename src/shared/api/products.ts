import { z } from 'zod'
import { operationMode } from '../maintenance'
import { containerStates } from '../container'
import { environmentId, productDeploymentId } from '../ids'
import { change } from './change'
import { observer } from './observer'
import { time, trigger } from './parts'

const drift = z
  .object({
    containerId: z.string(),
    name: z.string(),
    kind: z
      .enum(['in-snapshot', 'appeared'])
      .describe('`appeared`: it came after the maintenance began, and an exit doesn’t start it.'),
  })
  .readonly()
  .meta({ id: 'Drift', description: 'A container that runs although it should not.' })

const swarm = z
  .object({
    mode: z.enum(['replicated', 'global', 'job']),
    replicas: z.int(),
    wanted: z.int(),
    running: z.int(),
    ending: z.int(),
  })
  .readonly()
  .meta({ id: 'SwarmTasks' })

const container = z
  .object({
    containerId: z.string(),
    name: z.string(),
    image: z.string(),
    replica: z.int(),
    state: z.enum(containerStates),
    health: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
    exitCode: z.int().nullable(),
    role: z
      .enum(['member', 'ignored', 'one-shot'])
      .describe('Only a `member` is stopped, started, and counts for the status.'),
    drift: z.enum(['in-snapshot', 'appeared']).nullable(),
    swarm: swarm.nullable().describe('It is a Swarm service, with its tasks counted.'),
  })
  .readonly()
  .meta({ id: 'Container' })

/** What lists and single product deployments have in common. */
const common = {
  environmentId,
  productDeploymentId,
  productName: z.string(),
  productVersion: z.string().nullable(),
  status: z.enum(['Running', 'PartiallyRunning', 'Stopped']).describe('Measured.'),
  operationMode,
  maintenanceState: z
    .enum(['Normal', 'Entering', 'Maintenance', 'Exiting', 'Unreadable'])
    .describe('`Unreadable`: a tag hangs there that this Tagout can’t read.'),
  trigger: trigger.nullable(),
  takenOverFrom: trigger.nullable().describe('The observer’s, when a person took over.'),
  exit: trigger.nullable().describe('Who decided to exit, while it exits.'),
  drift: z.array(drift).readonly(),
  change: change.nullable().describe('Under way, or not completed.'),
  observer: observer.nullable(),
  setter: z.string().nullable().describe('Who is told of a manual maintenance, for people.'),
  asOf: time.nullable().describe('While offline: when this was known. Null: it is so now.'),
}

/** A product deployment as it is listed and told by events. */
export const productDeployment = z
  .object({
    ...common,
    stacks: z
      .array(
        z.object({
          name: z.string(),
          services: z.int().describe('How many.'),
          containers: z.int().describe('How many.'),
        }),
      )
      .readonly(),
  })
  .readonly()
  .meta({ id: 'ProductDeployment' })
export type ApiProductDeployment = z.infer<typeof productDeployment>

export const productDeployments = z
  .object({ productDeployments: z.array(productDeployment).readonly() })
  .readonly()
  .meta({ id: 'ProductDeployments' })

/** With its stacks, services and containers. */
export const productDeploymentDetails = z
  .object({
    ...common,
    stacks: z
      .array(
        z.object({
          name: z.string(),
          services: z
            .array(z.object({ name: z.string(), containers: z.array(container).readonly() }))
            .readonly(),
        }),
      )
      .readonly(),
  })
  .readonly()
  .meta({ id: 'ProductDeploymentDetails' })
export type ApiProductDeploymentDetails = z.infer<typeof productDeploymentDetails>
