import type { Outcome } from '../../shared/change'
import type { ProductRef } from '../../shared/ids'
import type { Problem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { alreadySo } from './begin'
import type { BeginPorts } from './begin'
import { keepCopy } from './copy'
import { decide } from './decide'
import type { Observation } from './ports'
import { isUnreadable, stateOf } from './state'

/**
 * Decides, and hangs the takeover's mark: from then on the maintenance is Manual. Whoever hangs it
 * first has it; the slower one's request is answered as already so. Nothing else changes: what
 * carries the entering out goes by the tag and the exit mark alone.
 */
export async function takeOver(
  product: ProductRef,
  { tag, members }: Observation,
  reason: string,
  { host, copies, identity, at }: Omit<BeginPorts, 'setter'>,
): Promise<Result<Outcome, Problem>> {
  if (reason.trim() === '') return failed({ code: 'reason-required' })
  const trigger = { source: 'Manual', reason, by: identity.by, at } as const
  const state = stateOf(tag, members)
  const decision = decide(state, { type: 'takeover', trigger })
  if (decision.kind === 'refused') return failed(decision.problem)
  if (decision.kind === 'no-op') return ok(alreadySo(state))
  if (tag === null || isUnreadable(tag)) return failed({ code: 'not-in-maintenance' })

  const { productDeploymentId } = product
  const claim = identity.newClaim()
  const marked = await host.tags.mark('takeover', productDeploymentId, {
    claim,
    of: tag.claim,
    trigger,
    hungAt: null,
  })
  if (!marked.ok) return marked
  // Read back: the observer may have ended it at the same moment, and then the mark says nothing.
  const hanging = await host.tags.read(productDeploymentId)
  if (!hanging.ok) return hanging
  const now = hanging.value
  if (now === null) return failed({ code: 'not-in-maintenance' })
  if (isUnreadable(now)) {
    return failed({ code: 'tag-unreadable', volume: now.volume, detail: now.detail })
  }
  if (now.exit !== null) return failed({ code: 'transition-in-progress' })
  const known = copies.get(product)
  const cancelled = known?.tag.claim === now.claim && known.cancelled
  keepCopy(copies, product, now, cancelled)
  const outcome = alreadySo(stateOf(now, members))
  return ok(now.takeover?.claim === claim ? { ...outcome, result: 'changed' } : outcome)
}
