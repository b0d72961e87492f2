import { productDeploymentId, shortHash, slugOf } from '../../shared/ids'
import type { ProductDeploymentId } from '../../shared/ids'
import { grouped } from './sorted'

/** A product of which a tag hangs on the host. */
export interface Tagged {
  readonly productDeploymentId: ProductDeploymentId
  readonly productName: string
}

/**
 * Products of the same slug are told apart by a hash of their names, so that an id is the same on
 * every desktop. A product in maintenance keeps the id of its tag, whatever else came to the host
 * since.
 */
export function idsFor(
  names: readonly string[],
  maintained: readonly Tagged[],
): (name: string) => ProductDeploymentId {
  const bySlug = grouped(names, slugOf)
  const tagged = new Map(maintained.map((tag) => [tag.productName, tag.productDeploymentId]))
  const taken = new Set<string>(tagged.values())
  return (name) => {
    const ofTag = tagged.get(name)
    if (ofTag !== undefined) return ofTag
    const slug = slugOf(name)
    const shared = (bySlug.get(slug)?.length ?? 0) > 1 && name !== slug
    return productDeploymentId.parse(
      shared || taken.has(slug) ? `${slug}-${shortHash(name)}` : slug,
    )
  }
}
