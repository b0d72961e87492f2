import { instanceOf } from '../../shared/ids'
import type { InstanceId } from '../../shared/ids'
import type { Mark, Tag } from '../../shared/maintenance'
import type { Problem } from '../../shared/problem'
import type { InspectedMember } from '../../shared/product'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { planOfExiting } from './plan'
import type { Host, TagCopies, TagCopy } from './ports'
import { runsAgain, wasEnded } from './snapshot'
import { isUnreadable } from './state'

interface Seen {
  readonly instance: InstanceId
  /** This Tagout was carrying that very change out, and has seen all along that nobody else did. */
  readonly unfinished: boolean
  /** The engine told that an exit mark was hung, though the copy has none. */
  readonly exitDecided: boolean
}

/**
 * A local copy whose tag is gone from its host. Someone ended the maintenance: the copy goes. Or
 * the tag was lost (a `volume prune`): it is hung again, and its marks with it. What
 * this Tagout has seen of it tells more than what is left.
 */
export async function heal(
  copy: TagCopy,
  host: Host,
  copies: TagCopies,
  seen: Seen,
): Promise<Result<'ended' | 'hung-again' | 'hangs', Problem>> {
  const { product, tag } = copy
  const observed = await host.observe(product.productDeploymentId)
  if (!observed.ok && observed.problem.code !== 'product-not-found') return observed
  if (observed.ok && observed.value.tag !== null) return ok('hangs')
  const members = observed.ok ? observed.value.members : []
  if (isOver(tag, members, seen)) {
    copies.drop(product)
    return ok('ended')
  }
  // The tag first: a mark alone is none. Should this Tagout die before the marks hang too, its copy
  // still has them.
  const hung = await host.tags.hang(tag)
  if (!hung.ok) return hung
  if (isUnreadable(hung.value)) {
    const { volume, detail } = hung.value
    return failed({ code: 'tag-unreadable', volume, detail })
  }
  const marked = await hangLostMarks(copy, hung.value, host)
  return marked.ok ? ok('hung-again') : marked
}

function isOver(
  tag: Tag,
  members: readonly InspectedMember[],
  { instance, unfinished, exitDecided }: Seen,
): boolean {
  if (tag.exit === null) {
    if (exitDecided) return true
    return unfinished ? runsAgain(tag.snapshot, members) : wasEnded(tag.snapshot, members)
  }
  if (instanceOf(tag.exit.claim) !== instance) return true
  return unfinished
    ? planOfExiting(tag, members).steps.length === 0
    : wasEnded(tag.snapshot, members)
}

/**
 * Marks that the copy of this very tag has and the host has not: they were lost, since the tag is
 * always removed before its marks.
 */
export async function hangLostMarks(
  { tag: known }: TagCopy,
  hanging: Tag,
  { tags }: Host,
): Promise<Result<'none-lost' | 'hung-again', Problem>> {
  if (known.claim !== hanging.claim) return ok('none-lost')
  const product = hanging.productDeploymentId
  if (known.takeover !== null && hanging.takeover === null) {
    const taken = await tags.mark('takeover', product, known.takeover)
    if (!taken.ok) return taken
  }
  const lostExit = hanging.exit === null ? exitStanding(known, hanging) : null
  if (lostExit !== null) {
    const marked = await tags.mark('exit', product, lostExit)
    if (!marked.ok) return marked
  }
  const isTakeoverLost = known.takeover !== null && hanging.takeover === null
  return ok(isTakeoverLost || lostExit !== null ? 'hung-again' : 'none-lost')
}

/** An observer's exit that met a takeover was taken back, and is not lost. */
function exitStanding({ exit }: Tag, { takeover }: Tag): Mark | null {
  return takeover !== null && exit?.trigger.source === 'Observer' ? null : exit
}
