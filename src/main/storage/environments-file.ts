import { z } from 'zod'
import { environmentName, reach } from '../../shared/environment-config'
import { environmentId } from '../../shared/ids'
import { openJsonFile } from './json-file'
import type { JsonFile, JsonFilePorts } from './json-file'

const storedEnvironment = z
  .object({
    /** null: of the current daemon, whose id goes with it. */
    id: environmentId.nullable(),
    name: environmentName.nullable(),
    reach,
    /** The key that its `reach` says is kept. */
    sealedKey: z.string().nullable(),
  })
  .readonly()
export type StoredEnvironment = z.infer<typeof storedEnvironment>

const environmentsFile = z.object({
  version: z.literal(1),
  /** Whether the user has said which environments there are; until then what is found is offered. */
  isChosen: z.boolean(),
  environments: z.array(storedEnvironment).readonly(),
  /** By environment, the engine's own id when it was last connected to. */
  engines: z.record(z.string(), z.string()).default({}),
  /** What had an id and has it no more, or only at times: it is never another place's. */
  removed: z.array(z.object({ id: environmentId, reach }).readonly()).readonly(),
})
export type StoredEnvironments = z.infer<typeof environmentsFile>

export function openEnvironmentsFile(ports: JsonFilePorts): JsonFile<StoredEnvironments> {
  const current = { id: null, name: null, reach: { kind: 'current' }, sealedKey: null } as const
  return openJsonFile<StoredEnvironments>(
    'environments',
    environmentsFile,
    () => ({ version: 1, isChosen: false, environments: [current], engines: {}, removed: [] }),
    ports,
  )
}
