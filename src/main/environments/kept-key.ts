import type { Reach } from '../../shared/environment-config'
import type { ConnectionProblem, EnvironmentProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { StoredEnvironment } from '../storage/environments-file'
import type { Seal } from '../storage/seal'

/** A configuration as it is kept: a key that was pasted is sealed. Answers `key-store-refused`. */
export async function keepKey(
  reach: Reach,
  former: StoredEnvironment | null,
  seal: Seal,
): Promise<Result<Pick<StoredEnvironment, 'reach' | 'sealedKey'>, EnvironmentProblem>> {
  const key = reach.kind === 'tcp' ? (reach.tls?.key ?? null) : null
  if (reach.kind !== 'tcp' || reach.tls === null || key === null || key.from === 'file') {
    return ok({ reach, sealedKey: null })
  }
  if (key.from === 'kept') return ok({ reach, sealedKey: former?.sealedKey ?? null })
  const sealed = await seal.seal(key.pem)
  if (!sealed.ok) return failed({ code: 'key-store-refused' })
  return ok({
    reach: { ...reach, tls: { ...reach.tls, key: { from: 'kept' } } },
    sealedKey: sealed.value,
  })
}

/** The key that was pasted once. Answers `key-locked` when the key store doesn't open it. */
export function keptKeyOf(
  stored: StoredEnvironment | null,
  seal: Seal,
): () => Promise<Result<string, ConnectionProblem>> {
  return async () => {
    const sealedKey = stored?.sealedKey ?? null
    const opened = sealedKey === null ? failed('damaged' as const) : await seal.open(sealedKey)
    return opened.ok
      ? opened
      : failed({ code: 'key-locked', isDamaged: opened.problem === 'damaged' })
  }
}

/** With the key that was written plainly sealed; what is refused stays as it is. */
export async function sealedAnew(
  stored: StoredEnvironment,
  seal: Seal,
): Promise<StoredEnvironment> {
  const opened = await keptKeyOf(stored, seal)()
  const sealed = opened.ok ? await seal.seal(opened.value) : opened
  return sealed.ok ? { ...stored, sealedKey: sealed.value } : stored
}
