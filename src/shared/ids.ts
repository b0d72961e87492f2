import { z } from 'zod'

const slug = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9-]*$/)

export const environmentId = slug.brand<'EnvironmentId'>()
export type EnvironmentId = z.infer<typeof environmentId>

export const productDeploymentId = slug.brand<'ProductDeploymentId'>()
export type ProductDeploymentId = z.infer<typeof productDeploymentId>

/**
 * The engine's full id of a container, 64 hexadecimal digits on Docker; of a Swarm service, which
 * is listed in place of its tasks' containers, 25 letters and digits.
 */
export const containerId = z.string().min(1).max(200).brand<'ContainerId'>()
export type ContainerId = z.infer<typeof containerId>

/** `<instance id>.<random>`: unique for each tag and mark, and tells whose Tagout hung it. */
export const claim = z
  .string()
  .max(200)
  .regex(/^[\w-]+\.[\w-]+$/)
  .brand<'Claim'>()
export type Claim = z.infer<typeof claim>

/** Of one Tagout with its profile; stays the same over its restarts. */
export const instanceId = z
  .string()
  .max(100)
  .regex(/^[\w-]+$/)
  .brand<'InstanceId'>()
export type InstanceId = z.infer<typeof instanceId>

/** Where a product deployment is: its id is unique in its environment only. */
export const productRef = z.object({ environmentId, productDeploymentId }).readonly()
export type ProductRef = z.infer<typeof productRef>

export function sameProduct(one: ProductRef, other: ProductRef): boolean {
  return (
    one.environmentId === other.environmentId &&
    one.productDeploymentId === other.productDeploymentId
  )
}

/** One string for each product deployment of all environments; `/` is in no id. */
export function keyOf({ environmentId, productDeploymentId }: ProductRef): string {
  return `${environmentId}/${productDeploymentId}`
}

/** The Tagout that made the claim. */
export function instanceOf(of: Claim): InstanceId {
  return instanceId.parse(of.slice(0, of.indexOf('.')))
}

/**
 * A readable id made of a name: lower case, ASCII, words joined by `-`. A name without a Latin
 * letter or digit yields `product-<hash>`. The same name yields the same slug on every desktop.
 */
export function slugOf(name: string): string {
  const readable = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '')
  return readable === '' ? `product-${shortHash(name)}` : readable
}

/** FNV-1a, 32 bits, as eight hexadecimal digits: tells apart names that share a slug. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash.toString(16).padStart(8, '0')
}
