import type { MarkKind } from '../maintenance/ports'

/** A volume as the engine tells of it. */
export interface Volume {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** Empty where the engine doesn't say. */
  readonly createdAt: string
}

export type TagVolumeKind = 'tag' | MarkKind

/** All begin with it. */
export const volumePrefix = 'tagout.'

export function volumeName(product: string, kind: TagVolumeKind): string {
  return kind === 'tag' ? `${volumePrefix}${product}` : `${volumePrefix}${product}.${kind}`
}

/** Whose tag or mark a volume of that name is; null when it is neither. No product id has a dot. */
export function placeOf(volume: string): { product: string; kind: TagVolumeKind } | null {
  const [, product, kind] = /^tagout\.([^.]+)(?:\.(exit|takeover))?$/.exec(volume) ?? []
  if (product === undefined) return null
  return { product, kind: kind === 'exit' || kind === 'takeover' ? kind : 'tag' }
}
