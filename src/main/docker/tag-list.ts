import type { Tag, UnreadableTag } from '../../shared/maintenance'
import type { EngineProblem } from '../../shared/problem'
import { ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { isUnreadable, markIn, tagIn } from './tag-labels'
import { placeOf, volumeName } from './tag-volumes'
import type { TagVolumeKind, Volume } from './tag-volumes'
import type { Volumes } from './volumes'

/** What hangs on the host, in one request. Marks without their tag are not in it. */
export async function listTags(
  volumes: Volumes,
): Promise<Result<readonly (Tag | UnreadableTag)[], EngineProblem>> {
  const places = await byProduct(volumes)
  if (!places.ok) return places
  return ok(
    [...places.value.values()].flatMap(({ tag, takeover, exit }) =>
      tag === undefined ? [] : [tagIn(tag, { takeover: takeover ?? null, exit: exit ?? null })],
    ),
  )
}

/**
 * Removes the marks whose tag is gone: what a removal that was cut off leaves behind. One that can't
 * be read may mean something to whoever hung it, and stays.
 */
export async function sweepMarks(volumes: Volumes): Promise<Result<void, EngineProblem>> {
  const places = await byProduct(volumes)
  if (!places.ok) return places
  for (const [product, { tag, takeover, exit }] of places.value) {
    if (tag !== undefined) continue
    for (const mark of [takeover, exit]) {
      if (mark === undefined || isUnreadable(markIn(mark))) continue
      const hung = await volumes.inspect(volumeName(product, 'tag'))
      if (!hung.ok) return hung
      if (hung.value !== null) break
      const removed = await volumes.remove(mark.name)
      if (!removed.ok) return removed
    }
  }
  return ok()
}

type Place = Partial<Record<TagVolumeKind, Volume>>

async function byProduct(
  volumes: Volumes,
): Promise<Result<ReadonlyMap<string, Place>, EngineProblem>> {
  const listed = await volumes.list()
  if (!listed.ok) return listed
  const places = new Map<string, Place>()
  for (const volume of listed.value) {
    const place = placeOf(volume.name)
    if (place === null) continue
    places.set(place.product, { ...places.get(place.product), [place.kind]: volume })
  }
  return ok(places)
}
