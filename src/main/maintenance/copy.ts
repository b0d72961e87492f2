import type { ProductRef } from '../../shared/ids'
import type { Tag } from '../../shared/maintenance'
import type { TagCopies } from './ports'

/** Keeps a copy of the tag as it hangs; what was told for this very tag stays known. */
export function keepCopy(
  copies: TagCopies,
  product: ProductRef,
  tag: Tag,
  cancelled: boolean,
): void {
  const known = copies.get(product)
  const told = known?.tag.claim === tag.claim ? known.told : undefined
  copies.put({ product, tag, cancelled, ...(told === undefined ? {} : { told }) })
}
