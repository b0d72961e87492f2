import { isOfAnother } from '../../../src/main/docker/tag-labels'
import type { MarkKind, NewMark, NewTag } from '../../../src/main/maintenance/ports'
import type { Mark, Tag, UnreadableTag } from '../../../src/shared/maintenance'

/** What hangs on a host. Creating what is there already changes nothing, as with Docker's volumes. */
export interface Volumes {
  tag(product: string): Tag | UnreadableTag | null
  mark(kind: MarkKind, product: string): Mark | null
  tags(): readonly (Tag | UnreadableTag)[]
  createTag(tag: NewTag): void
  createMark(kind: MarkKind, product: string, mark: NewMark): void
  remove(kind: MarkKind | 'tag', product: string): void
  /** Someone else's volume of a tag's name. */
  scribble(product: string): void
  /** `docker volume prune --all` */
  prune(): void
  /** The names of all that hangs there. */
  names(): readonly string[]
}

type Hanging = Omit<Tag, 'takeover' | 'exit'>
type Hung = Hanging | UnreadableTag

export function createVolumes(
  engineTime: () => string,
  moved: (product: string) => void,
  exitDecided: () => void,
): Volumes {
  const tags = new Map<string, Hung>()
  const marks = new Map<string, Mark>()

  function mark(kind: MarkKind, product: string): Mark | null {
    return marks.get(`${product}.${kind}`) ?? null
  }

  function tag(product: string): Tag | UnreadableTag | null {
    const hung = tags.get(product)
    if (hung === undefined) return null
    if ('detail' in hung) return hung
    return { ...hung, takeover: markOf(hung, 'takeover'), exit: markOf(hung, 'exit') }
  }

  function markOf({ productDeploymentId, claim }: Hanging, kind: MarkKind): Mark | null {
    const hung = mark(kind, productDeploymentId)
    return hung !== null && isOfAnother(claim, hung) ? null : hung
  }

  function thisSecond(): string {
    return engineTime().replace(/\.\d+Z$/, 'Z')
  }

  return {
    tag,
    mark,
    tags: () => [...tags.keys()].flatMap((product) => tag(product) ?? []),
    createTag: (created) => {
      const product = created.productDeploymentId
      if (tags.has(product)) return
      tags.set(product, { ...created, hungAt: created.hungAt ?? thisSecond() })
      moved(product)
    },
    createMark: (kind, product, created) => {
      const known = mark(kind, product)
      const isStale = known !== null && created.of !== null && isOfAnother(created.of, known)
      if (known !== null && !isStale) return
      marks.set(`${product}.${kind}`, { ...created, hungAt: created.hungAt ?? thisSecond() })
      if (kind === 'exit') exitDecided()
      moved(product)
    },
    remove: (kind, product) => {
      const isGone = kind === 'tag' ? tags.delete(product) : marks.delete(`${product}.${kind}`)
      if (isGone) moved(product)
    },
    scribble: (product) => {
      const [volume, detail] = [`tagout.${product}`, 'tagout.schema is 2']
      tags.set(product, { productDeploymentId: product, volume, detail, productName: null })
      moved(product)
    },
    prune: () => {
      const products = [...tags.keys()]
      tags.clear()
      marks.clear()
      products.forEach(moved)
    },
    names: () => [...tags.keys(), ...marks.keys()].map((name) => `tagout.${name}`),
  }
}
