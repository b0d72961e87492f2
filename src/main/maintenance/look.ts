import type { ProductRef } from '../../shared/ids'
import type { Tag } from '../../shared/maintenance'
import type { Problem } from '../../shared/problem'
import { ok } from '../../shared/result'
import type { Host, Hosts, Observation } from './ports'
import { isUnreadable } from './state'

/** A product with its tag, and the host that both are on. */
export interface Seen {
  readonly host: Host
  readonly observation: Observation
  readonly tag: Tag
}

type Look =
  | ({ readonly ok: true } & Seen)
  | { readonly ok: true; readonly observation: Observation; readonly tag: null }
  | { readonly ok: false; readonly problem: Problem }

/** @param known what was seen already, and isn't looked at once more */
export async function look(
  product: ProductRef,
  hosts: Hosts,
  known: Observation | null,
): Promise<Look> {
  const host = hosts(product.environmentId)
  if (!host.ok) return host
  const observed =
    known === null ? await host.value.observe(product.productDeploymentId) : ok(known)
  if (!observed.ok) return observed
  const { tag } = observed.value
  if (tag === null) return { ok: true, observation: observed.value, tag }
  if (isUnreadable(tag)) {
    return {
      ok: false,
      problem: { code: 'tag-unreadable', volume: tag.volume, detail: tag.detail },
    }
  }
  return { ok: true, host: host.value, observation: observed.value, tag }
}
