import { z } from 'zod'
import { durationBetween } from './duration'
import { oneConnection } from './observer'

const text = z.string().trim().min(1, 'must not be empty').max(4000)

const manner = {
  /** Further attempts when the first one fails, with back-off. */
  retries: z.int().min(0).max(10).default(2),
  timeout: durationBetween('100ms', '5m').prefault('10s'),
  /** Between telling `maintenance` and the first stop. */
  gracePeriod: durationBetween('0s', '24h').prefault('0s'),
}

const webhook = z.strictObject({
  type: z.literal('webhook'),
  url: text,
  /** Signs what is sent; without it nothing is signed. */
  secret: text.optional(),
  /** A file in PEM: trusted beside the system's. */
  caFile: text.optional(),
  ...manner,
})

const sqlExtendedProperty = z.strictObject({
  type: z.literal('sqlExtendedProperty'),
  connectionString: text.optional(),
  connectionName: text.optional(),
  propertyName: text.max(128),
  maintenanceValue: z.coerce.string().max(4000).default('1'),
  normalValue: z.coerce.string().max(4000).default('0'),
  ...manner,
})

/** How the product is told of a manual maintenance. `${NAME}` is one of the product's variables. */
export const setterConfig = z
  .discriminatedUnion('type', [webhook, sqlExtendedProperty])
  .superRefine((config, context) => {
    if (config.type === 'sqlExtendedProperty') oneConnection(config, context)
  })
export type SetterConfig = z.infer<typeof setterConfig>
