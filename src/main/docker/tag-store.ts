import { claim as claimShape } from '../../shared/ids'
import type { Claim, ProductDeploymentId } from '../../shared/ids'
import type { Mark, Tag, UnreadableTag } from '../../shared/maintenance'
import type { EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { MarkKind, TagStore } from '../maintenance/ports'
import { isOfAnother, isUnreadable, labelsOf, labelsOfMark, markIn, tagIn } from './tag-labels'
import { volumeName } from './tag-volumes'
import type { TagVolumeKind, Volume } from './tag-volumes'
import type { Volumes } from './volumes'

/**
 * Tags as volumes: durable, labelled, and the first writer's, since creating a volume that exists
 * answers the existing one.
 */
export function createTagStore(volumes: Volumes): TagStore {
  /** The marks are read before the tag, which is removed first: a tag that is seen hangs with them. */
  async function read(
    product: ProductDeploymentId,
  ): Promise<Result<Tag | UnreadableTag | null, EngineProblem>> {
    const [takeover, exit] = await Promise.all([
      volumes.inspect(volumeName(product, 'takeover')),
      volumes.inspect(volumeName(product, 'exit')),
    ])
    if (!takeover.ok) return takeover
    if (!exit.ok) return exit
    const tag = await volumes.inspect(volumeName(product, 'tag'))
    if (!tag.ok || tag.value === null) return tag.ok ? ok(null) : tag
    return ok(tagIn(tag.value, { takeover: takeover.value, exit: exit.value }))
  }

  /** Looked at right before, since another's of the same name may have come in its place. */
  async function remove(
    product: ProductDeploymentId,
    kinds: readonly TagVolumeKind[],
    isMeant: (volume: Volume, kind: TagVolumeKind) => boolean,
  ): Promise<Result<void, EngineProblem>> {
    for (const kind of kinds) {
      const found = await volumes.inspect(volumeName(product, kind))
      if (!found.ok) return found
      if (found.value === null || !isMeant(found.value, kind)) continue
      const removed = await volumes.remove(found.value.name)
      if (!removed.ok) return removed
    }
    return ok()
  }

  /**
   * The marks that don't say which tag they are of, as an older Tagout hung them, and that would be
   * taken for the new one's; or one that this Tagout can't read, and so must not sweep up.
   */
  async function nameless(
    product: ProductDeploymentId,
  ): Promise<Result<UnreadableTag | readonly MarkKind[], EngineProblem>> {
    const kinds: MarkKind[] = []
    for (const kind of ['takeover', 'exit'] as const) {
      const found = await volumes.inspect(volumeName(product, kind))
      if (!found.ok) return found
      const mark = found.value && markIn(found.value)
      if (isUnreadable(mark)) return ok(mark)
      if (mark?.of === null) kinds.push(kind)
    }
    return ok(kinds)
  }

  /** One of another tag, which a removal left behind, is not handed out: it is replaced. */
  async function markHanging(
    name: string,
    labels: Record<string, string>,
    of: Claim | null,
  ): Promise<Result<Mark | UnreadableTag, EngineProblem>> {
    const created = await volumes.create(name, labels)
    if (!created.ok) return created
    const hanging = await volumes.inspect(name)
    if (!hanging.ok) return hanging
    if (hanging.value === null) return failed(vanished(name))
    const mark = markIn(hanging.value)
    if (of === null || isUnreadable(mark) || !isOfAnother(of, mark)) return ok(mark)
    const removed = await volumes.remove(name)
    return removed.ok ? markHanging(name, labels, of) : removed
  }

  return {
    read,

    async stillHangs(product, claim, exit) {
      const [tag, mark] = await Promise.all([
        volumes.inspect(volumeName(product, 'tag')),
        volumes.inspect(volumeName(product, 'exit')),
      ])
      if (!tag.ok) return tag
      if (!mark.ok) return mark
      const isOfThis = mark.value !== null && !isOfAnother(claim, { of: ofOn(mark.value) })
      return ok(claimOn(tag.value) === claim && (isOfThis ? claimOn(mark.value) : null) === exit)
    },

    /** Nameless marks that a removal left behind go first: the new tag would be born exiting. */
    async hang(tag) {
      const product = tag.productDeploymentId
      const name = volumeName(product, 'tag')
      const before = await volumes.inspect(name)
      if (!before.ok) return before
      if (before.value === null) {
        const left = await nameless(product)
        if (!left.ok) return left
        if ('volume' in left.value) return ok(left.value)
        const swept = await remove(product, left.value, (volume) => ofOn(volume) === null)
        if (!swept.ok) return swept
      }
      const created = await volumes.create(name, labelsOf(tag))
      if (!created.ok) return created
      const hanging = await read(product)
      if (!hanging.ok) return hanging
      return hanging.value === null ? failed(vanished(name)) : ok(hanging.value)
    },

    mark: (kind, product, mark) =>
      markHanging(volumeName(product, kind), labelsOfMark(product, mark), mark.of),

    takeDown: (product, claim) =>
      remove(product, ['tag', 'takeover', 'exit'], (volume, kind) =>
        kind === 'tag' ? claimOn(volume) === claim : !isOfAnother(claim, { of: ofOn(volume) }),
      ),

    takeBack: (kind, product, claim) =>
      remove(product, [kind], (volume) => claimOn(volume) === claim),
  }
}

/** null: no such volume. One without a claim has an empty one, which is nobody's. */
function claimOn(volume: Volume | null): string | null {
  return volume && (volume.labels['tagout.claim'] ?? '')
}

/** null: it does not say. */
function ofOn({ labels }: Volume): Claim | null {
  return claimShape.safeParse(labels['tagout.of']).data ?? null
}

/** Someone removed it at the same moment. */
function vanished(volume: string): EngineProblem {
  return { code: 'engine-answer-unreadable', detail: `${volume} was created and is not there.` }
}
