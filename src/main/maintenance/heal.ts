import { instanceOf } from '../../shared/ids'
import type { InstanceId } from '../../shared/ids'
import type { Problem } from '../../shared/problem'
import { ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Host, TagCopies, TagCopy } from './ports'
import { wasEnded } from './snapshot'
import { isUnreadable } from './state'

/**
 * A local copy whose tag is gone from its host. Someone ended the maintenance: the copy goes. Or
 * the tag was lost (a `volume prune`): it is hung again, and its exit mark with it. `unfinished`:
 * this Tagout was carrying that very change out, and knows that it was not at its end.
 */
export async function heal(
  copy: TagCopy,
  host: Host,
  copies: TagCopies,
  instance: InstanceId,
  unfinished: boolean,
): Promise<Result<'ended' | 'hung-again' | 'hangs', Problem>> {
  const { product, tag } = copy
  const observed = await host.observe(product.productDeploymentId)
  if (!observed.ok && observed.problem.code !== 'product-not-found') return observed
  if (observed.ok && observed.value.tag !== null) return ok('hangs')
  const members = observed.ok ? observed.value.members : []
  const isOthersExit = tag.exit !== null && instanceOf(tag.exit.claim) !== instance
  if (isOthersExit || (wasEnded(tag.snapshot, members) && !(unfinished && members.length > 0))) {
    copies.drop(product)
    return ok('ended')
  }
  const { productDeploymentId, productName, productVersion, claim, trigger, snapshot } = tag
  // Marks first: a mark alone is no tag, whereas a tag without its exit mark would be another state.
  if (tag.takeover !== null) {
    const taken = await host.tags.mark('takeover', productDeploymentId, tag.takeover)
    if (!taken.ok) return taken
  }
  if (tag.exit !== null) {
    const marked = await host.tags.mark('exit', productDeploymentId, tag.exit)
    if (!marked.ok) return marked
  }
  const hung = await host.tags.hang({
    productDeploymentId,
    productName,
    productVersion,
    claim,
    trigger,
    snapshot,
  })
  if (!hung.ok) return hung
  if (!isUnreadable(hung.value)) {
    copies.put({ ...copy, tag: { ...hung.value, takeover: tag.takeover, exit: tag.exit } })
  }
  return ok('hung-again')
}
