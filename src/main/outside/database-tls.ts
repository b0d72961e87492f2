import type { ObservationProblem } from '../../shared/observer'
import { ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { DatabaseAddress } from './database-address'
import { authorities } from './trust'

export interface DatabaseTls {
  readonly ca: string[]
  readonly rejectUnauthorized: boolean
  /** Whether the certificate has to be that host's. */
  readonly checksHost: boolean
}

/** Null: without encryption. */
export async function databaseTls({
  encryption,
  caFile,
}: Pick<DatabaseAddress, 'encryption' | 'caFile'>): Promise<
  Result<DatabaseTls | null, ObservationProblem>
> {
  if (encryption === 'off') return ok(null)
  const rejectUnauthorized = encryption === 'authority' || encryption === 'full'
  if (!rejectUnauthorized) return ok({ ca: [], rejectUnauthorized, checksHost: false })
  const ca = await authorities(caFile)
  if (!ca.ok) return ca
  return ok({ ca: ca.value, rejectUnauthorized, checksHost: encryption === 'full' })
}
