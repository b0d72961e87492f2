/**
 * - `replicated`: as many tasks as are asked for
 * - `global`: a task on each node that meets the constraints
 * - `job`: tasks that run to their end
 */
export type ServiceMode = 'replicated' | 'global' | 'job'

/** A Swarm service, as the manager tells of it. Swarm decides which containers are its tasks. */
export interface SwarmService {
  readonly kind: 'service'
  readonly mode: ServiceMode
  /** What is asked for of a replicated one; 0 of the others. */
  readonly replicas: number
  /** Of its placement, as they are written. */
  readonly constraints: readonly string[]
  /** Tasks that Swarm wants to run, on any node. */
  readonly wanted: number
  /** Those of them that do. */
  readonly running: number
  /** Tasks that Swarm doesn't want any more, and that may still have a process. */
  readonly ending: number
}

/** What Swarm has to do with what is listed as a container. */
export type SwarmPart =
  /** It is no container: it stands for a whole service, in place of the containers of its tasks. */
  | SwarmService
  /** A task of a service that can't be asked about: its node is no manager. */
  | { readonly kind: 'task' }

/** Nothing of it has a process on any node, nor would Swarm start anything. */
export function isDown({ wanted, ending }: SwarmService): boolean {
  return wanted === 0 && ending === 0
}

/**
 * Whether as many of its tasks run as did before, or as Swarm can want now: a node may have left.
 * Where one did run, at least one has to, since Swarm takes a moment to want the tasks of a global
 * service.
 */
export function runsAgain({ wanted, running }: SwarmService, ranBefore: number): boolean {
  return running >= Math.min(ranBefore, Math.max(wanted, 1))
}

/** `2 of 3 tasks running` */
export function tasksText({ wanted, running, ending }: SwarmService): string {
  const ends = ending === 0 ? '' : `, ${ending} ending`
  return `${running} of ${wanted} ${wanted === 1 ? 'task' : 'tasks'} running${ends}`
}
