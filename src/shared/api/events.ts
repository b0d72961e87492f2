import { z } from 'zod'
import { environmentId, productDeploymentId } from '../ids'
import { environment } from './environments'
import { productDeployment } from './products'

/**
 * What `GET /api/events` tells, by the name of the event. Each stream begins with the whole `state`,
 * so that whoever reconnects has missed nothing that lasts.
 */
export const events = {
  state: z
    .object({
      environments: z.array(environment).readonly(),
      productDeployments: z.array(productDeployment).readonly(),
    })
    .readonly()
    .meta({ id: 'StateEvent' }),
  'environment.changed': environment,
  'environment.removed': z.object({ environmentId }).meta({ id: 'EnvironmentRemovedEvent' }),
  'productDeployment.changed': productDeployment,
  'productDeployment.removed': z
    .object({ environmentId, productDeploymentId })
    .meta({ id: 'ProductDeploymentRemovedEvent' }),
  'history.changed': z
    .object({ revision: z.int().describe('Counts up with each news.') })
    .meta({ id: 'HistoryChangedEvent' }),
} as const
export type ApiEventName = keyof typeof events
export type ApiEventData<Name extends ApiEventName> = z.infer<(typeof events)[Name]>
