import type { SnapshotEntry } from '../../shared/maintenance'
import type { Action } from '../../shared/plan'
import type { InspectedMember } from '../../shared/product'
import { unreachable } from '../../shared/result'
import { runsAgain } from '../../shared/swarm'
import type { SwarmService } from '../../shared/swarm'

/**
 * The constraint that no node meets, since no node's id has a hyphen in it. It is also how a global
 * service is known to be held down by Tagout.
 */
export const nowhere = 'node.id == tagout-maintenance'

/** Null for a container. */
export function serviceOf({ swarm }: Pick<InspectedMember, 'swarm'>): SwarmService | null {
  return swarm?.kind === 'service' ? swarm : null
}

/** Whatever happens to the daemon or the host, Swarm starts no task of it. */
export function isHeldDown({ mode, replicas, constraints }: SwarmService): boolean {
  return mode === 'replicated' ? replicas === 0 : constraints.includes(nowhere)
}

/** Stopping a task makes Swarm start another, so that the service is told to want none. */
export function stopOf(member: InspectedMember): Action & { readonly timeout: number | null } {
  const service = serviceOf(member)
  const timeout = member.details.stopTimeout
  if (service === null) return { type: 'stop', timeout }
  if (service.mode === 'replicated') return { type: 'scale-down', timeout }
  const others = service.constraints.filter((constraint) => constraint !== nowhere)
  return { type: 'constrain', to: [...others, nowhere], timeout }
}

/**
 * What brings a service back to what the snapshot says, as long as it is not. Constraints that were
 * replaced meanwhile (the stack was deployed again) are left as they are.
 */
export function restoreOf(entry: SnapshotEntry, member: InspectedMember): Action | null {
  const service = serviceOf(member)
  const before = entry.swarm
  if (service === null || before === undefined || entry.was === 'stopped') return null
  const ranBefore = before.running
  const runs = runsAgain(service, ranBefore)
  switch (service.mode) {
    case 'replicated': {
      const to = before.mode === 'replicated' ? before.replicas : Math.max(service.replicas, 1)
      return service.replicas === to && runs ? null : { type: 'scale-up', to, ranBefore }
    }
    case 'global': {
      const isHeld = isHeldDown(service)
      const to = isHeld ? before.constraints : service.constraints
      return !isHeld && runs ? null : { type: 'unconstrain', to, ranBefore }
    }
    case 'job':
      return null
    default:
      return unreachable(service.mode)
  }
}
