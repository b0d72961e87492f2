import type { ProductDeploymentId } from '../../shared/ids'
import type { Tag, UnreadableTag } from '../../shared/maintenance'
import type { EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { TagStore } from '../maintenance/ports'
import { isUnreadable, labelsOf, labelsOfMark, markIn, tagIn } from './tag-labels'
import { volumeName } from './tag-volumes'
import type { Volume } from './tag-volumes'
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

  async function remove(
    product: ProductDeploymentId,
    kinds: readonly ('tag' | 'takeover' | 'exit')[],
  ): Promise<Result<void, EngineProblem>> {
    for (const kind of kinds) {
      const removed = await volumes.remove(volumeName(product, kind))
      if (!removed.ok) return removed
    }
    return ok()
  }

  /** A mark that this Tagout can't read, and so must not sweep up. */
  async function strangeMark(
    product: ProductDeploymentId,
  ): Promise<Result<UnreadableTag | null, EngineProblem>> {
    for (const kind of ['takeover', 'exit'] as const) {
      const found = await volumes.inspect(volumeName(product, kind))
      if (!found.ok) return found
      const mark = found.value && markIn(found.value)
      if (isUnreadable(mark)) return ok(mark)
    }
    return ok(null)
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
      return ok(claimOn(tag.value) === claim && claimOn(mark.value) === exit)
    },

    /** Marks that a removal left behind go first: the new tag would be born exiting. */
    async hang(tag) {
      const product = tag.productDeploymentId
      const name = volumeName(product, 'tag')
      const before = await volumes.inspect(name)
      if (!before.ok) return before
      if (before.value === null) {
        const strange = await strangeMark(product)
        if (!strange.ok) return strange
        if (strange.value !== null) return ok(strange.value)
        const swept = await remove(product, ['takeover', 'exit'])
        if (!swept.ok) return swept
      }
      const created = await volumes.create(name, labelsOf(tag))
      if (!created.ok) return created
      const hanging = await read(product)
      if (!hanging.ok) return hanging
      return hanging.value === null ? failed(vanished(name)) : ok(hanging.value)
    },

    async mark(kind, product, mark) {
      const name = volumeName(product, kind)
      const created = await volumes.create(name, labelsOfMark(product, mark))
      if (!created.ok) return created
      const hanging = await volumes.inspect(name)
      if (!hanging.ok) return hanging
      return hanging.value === null ? failed(vanished(name)) : ok(markIn(hanging.value))
    },

    takeDown: (product) => remove(product, ['tag', 'takeover', 'exit']),
  }
}

/** null: no such volume. One without a claim has an empty one, which is nobody's. */
function claimOn(volume: Volume | null): string | null {
  return volume && (volume.labels['tagout.claim'] ?? '')
}

/** Someone removed it at the same moment. */
function vanished(volume: string): EngineProblem {
  return { code: 'engine-answer-unreadable', detail: `${volume} was created and is not there.` }
}
