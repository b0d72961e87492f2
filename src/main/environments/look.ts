import type { ProductDeploymentId } from '../../shared/ids'
import { triggerOf } from '../../shared/maintenance'
import type { Maintenance } from '../../shared/maintenance'
import type { Problem } from '../../shared/problem'
import { isUnreadable, stateOf } from '../maintenance/state'
import type { SeenTag } from '../observers/holds'
import type { LiveEnvironment } from './environment'
import { inspectedOf, productOf } from './world'

/** A product by what its environment knows at the moment. */
export function lookAt(
  environment: LiveEnvironment | null,
  id: ProductDeploymentId,
): {
  readonly productName: string
  readonly maintenance: Maintenance
  /** Why nothing can be asked of it. */
  readonly problem: Problem | null
} {
  if (environment === null) {
    const problem = { code: 'environment-not-found' } as const
    return { productName: id, maintenance: { mode: 'Normal' }, problem }
  }
  const world = environment.world()
  const product = productOf(world, id)
  const members = product === null ? [] : inspectedOf(product)
  const host = environment.host()
  const missing = product === null ? ({ code: 'product-not-found' } as const) : null
  return {
    productName: product?.name ?? id,
    maintenance: stateOf(world.tags.get(id) ?? null, members),
    problem: host.ok ? missing : host.problem,
  }
}

/** One that can't be read is nobody's: that it is gone would not be known either. */
export function tagAt(
  environment: LiveEnvironment | null,
  id: ProductDeploymentId,
): SeenTag | 'unknown' {
  if (!environment?.host().ok) return 'unknown'
  const tag = environment.world().tags.get(id) ?? null
  if (tag === null) return null
  if (isUnreadable(tag)) return 'unknown'
  return { claim: tag.claim, source: triggerOf(tag).source, isExiting: tag.exit !== null }
}
