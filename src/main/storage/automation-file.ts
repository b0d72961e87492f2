import { z } from 'zod'
import { duration } from '../../shared/duration'
import { productRef } from '../../shared/ids'
import { openJsonFile } from './json-file'
import type { JsonFile, JsonFilePorts } from './json-file'

/** What of an observer may be read without its secrets. */
const plannedObserver = z
  .object({
    type: z.enum(['http', 'file', 'sqlQuery', 'sqlExtendedProperty']),
    watches: z.string(),
    enabled: z.boolean(),
    pollingInterval: duration,
  })
  .readonly()
export type PlannedObserver = z.infer<typeof plannedObserver>

/** What of a setter may be read without its secrets. */
const plannedSetter = z
  .object({
    to: z.string(),
    retries: z.int().min(0),
    timeout: duration,
    gracePeriod: duration,
  })
  .readonly()
export type PlannedSetter = z.infer<typeof plannedSetter>

const storedAutomation = z
  .object({
    product: productRef,
    /** Sealed as one: any text in it may be a secret. */
    block: z
      .object({
        sealed: z.string(),
        observer: plannedObserver.nullable(),
        setter: plannedSetter.nullable(),
      })
      .readonly()
      .nullable(),
    variables: z
      .array(z.object({ name: z.string(), secret: z.boolean(), sealed: z.string() }).readonly())
      .readonly(),
  })
  .readonly()
export type StoredAutomation = z.infer<typeof storedAutomation>

const automationFile = z.object({
  version: z.literal(1),
  products: z.array(storedAutomation).readonly(),
})

export function openAutomationFile(ports: JsonFilePorts): JsonFile<z.infer<typeof automationFile>> {
  return openJsonFile('automation', automationFile, () => ({ version: 1, products: [] }), ports)
}
