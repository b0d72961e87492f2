import { z } from 'zod'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'

/** Engine 20.10. */
export const oldestApi = '1.41'
/** What the adapter is written to; engines from 29 on take nothing older. */
const newestApi = '1.44'

/** `GET /version` */
export const engineVersion = z.object({
  Version: z.string(),
  ApiVersion: z.string().regex(/^\d+\.\d+$/),
  MinAPIVersion: z
    .string()
    .regex(/^\d+\.\d+$/)
    .optional()
    .catch(undefined),
  Components: z
    .array(z.object({ Name: z.string() }))
    .nullish()
    .catch(null),
})
export type EngineVersion = z.infer<typeof engineVersion>

export function engineNameOf(version: EngineVersion): string {
  return `${isPodman(version) ? 'Podman' : 'Docker Engine'} ${version.Version.replace(/\+.*$/, '')}`
}

/** Podman says that it is `Podman Engine`; Docker's own component is just `Engine`. */
export function isPodman({ Components }: EngineVersion): boolean {
  return Components?.some(({ Name }) => Name.startsWith('Podman')) ?? false
}

/**
 * The version of the API to speak: ours, or the engine's newest if that is older, or its oldest if
 * that is newer (the API grows compatibly). Fails with the engine's newest when that is too old.
 */
export function negotiate({ ApiVersion, MinAPIVersion }: EngineVersion): Result<string, string> {
  if (compare(ApiVersion, oldestApi) < 0) return failed(ApiVersion)
  if (compare(ApiVersion, newestApi) < 0) return ok(ApiVersion)
  return ok(
    MinAPIVersion !== undefined && compare(MinAPIVersion, newestApi) > 0
      ? MinAPIVersion
      : newestApi,
  )
}

/** 1.9 is older than 1.41. */
function compare(one: string, other: string): number {
  const [major = 0, minor = 0] = one.split('.').map(Number)
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number)
  return major - otherMajor || minor - otherMinor
}
