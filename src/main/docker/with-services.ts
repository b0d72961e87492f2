import { isUp } from '../../shared/container'
import type { Container } from '../../shared/container'

/**
 * The services in place of their tasks' containers. Swarm keeps containers of tasks that are over,
 * which are history: where the services can't be asked about (null), the tasks that run stand for
 * them.
 */
export function withServices(
  containers: readonly Container[],
  services: readonly Container[] | null,
): readonly Container[] {
  const others = containers.filter(({ swarm }) => swarm === null)
  if (services !== null) return [...others, ...services]
  return [
    ...others,
    ...containers.filter(({ swarm, state }) => swarm?.kind === 'task' && isUp(state)),
  ]
}
