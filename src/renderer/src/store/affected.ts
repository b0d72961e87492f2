import type { Action } from '../../../shared/plan'
import type { Preview, Untouched } from '../../../shared/preview'
import { membersOf } from '../../../shared/product'
import { countedOf } from '../../../shared/tasks'

export interface AffectedStack {
  readonly name: string
  /** All of the stack's, also those that nothing happens to. */
  readonly services: number
  readonly containers: number
}

/** The stacks of which at least one container is stopped (entering) or started (exiting). */
export function affectedStacks(preview: Preview): readonly AffectedStack[] {
  const telling: readonly Action['type'][] =
    preview.to === 'Maintenance'
      ? ['stop', 'scale-down', 'constrain']
      : ['start', 'scale-up', 'unconstrain']
  const tasks = new Map(
    membersOf(preview.product)
      .filter(({ swarm }) => swarm !== null)
      .map((service) => [service.id, countedOf([service]).running]),
  )
  const containers = new Map<string, number>()
  for (const { action, target } of preview.plan.steps) {
    if (!telling.includes(action.type)) continue
    const number = 'ranBefore' in action ? action.ranBefore : (tasks.get(target.container) ?? 1)
    containers.set(target.stack, (containers.get(target.stack) ?? 0) + number)
  }
  const services = new Map(
    preview.product.stacks.map((stack) => [stack.name, stack.services.length]),
  )
  return [...containers].map(([name, number]) => ({
    name,
    services: services.get(name) ?? 0,
    containers: number,
  }))
}

export function totalContainers(stacks: readonly AffectedStack[]): number {
  return stacks.reduce((sum, { containers }) => sum + containers, 0)
}

/** Containers that stay as they are, put together by why. */
export function untouchedByCause(
  untouched: readonly Untouched[],
): readonly { readonly why: Untouched['why']; readonly containers: readonly Untouched[] }[] {
  const byCause = new Map<Untouched['why'], Untouched[]>()
  for (const container of untouched) {
    const known = byCause.get(container.why)
    if (known === undefined) byCause.set(container.why, [container])
    else known.push(container)
  }
  return [...byCause].map(([why, containers]) => ({ why, containers }))
}

/** Names of the containers that a stop deletes. To be acknowledged. */
export function removedOnStop(preview: Preview): readonly string[] {
  return preview.warnings.flatMap((warning) =>
    warning.code === 'removed-on-stop' ? [warning.name] : [],
  )
}
