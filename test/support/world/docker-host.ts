import { nowhere } from '../../../src/main/maintenance/swarm'
import { isUp, samePolicy } from '../../../src/shared/container'
import type { RestartPolicy } from '../../../src/shared/container'
import type { ContainerId } from '../../../src/shared/ids'
import type { Action } from '../../../src/shared/plan'
import type { EngineProblem, StepProblem } from '../../../src/shared/problem'
import { failed, ok } from '../../../src/shared/result'
import type { Result } from '../../../src/shared/result'
import { withDetails } from './host-container'
import type { HostContainer } from './host-container'
import { broughtUp, shutDown } from './restart-policies'
import type { DaemonEnd } from './restart-policies'
import { constrained, scaled, withoutTasks } from './services'

/**
 * - `refused`: nothing happens, and the engine says so
 * - `without-effect`: nothing happens, and the engine says that it did
 * - `slow`: it happens, and the engine answers too late
 * - `ends-at-once`, `completes-at-once`: what was started ends with exit code 1, or 0; of a service,
 *   no task runs
 * - `killed`: what was stopped did not heed the signal, and was killed
 */
type Trouble =
  'refused' | 'without-effect' | 'slow' | 'ends-at-once' | 'completes-at-once' | 'killed'
type Verb = Exclude<Action['type'], 'hold' | 'release'> | 'policy'
type Answer = Result<void, EngineProblem>

/** The containers of one daemon, in memory. What it is asked for is done at once. */
export interface DockerHost {
  all(): readonly HostContainer[]
  sessionsIn(id: ContainerId): Result<readonly string[], EngineProblem>
  stop(id: ContainerId): Answer
  start(id: ContainerId): Answer
  pause(id: ContainerId): Answer
  setRestartPolicy(id: ContainerId, policy: RestartPolicy): Answer
  awaitUntil(
    id: ContainerId,
    until: 'healthy' | 'completed',
  ): Result<void, EngineProblem | StepProblem>
  /** Of a Swarm service; its tasks come and go at once. */
  scale(id: ContainerId, replicas: number): Result<void, EngineProblem | StepProblem>
  setConstraints(
    id: ContainerId,
    constraints: readonly string[],
  ): Result<void, EngineProblem | StepProblem>
  /** Someone at a terminal: removes it, adds it, or makes it what it is not. */
  remove(id: ContainerId): void
  put(container: HostContainer): void
  /** The daemon ends, and what runs with it; it starts what the restart policies say. */
  daemonRestart(end: DaemonEnd): void
  trouble(verb: Verb, name: string, kind: Trouble): void
  noTrouble(): void
  /** `docker exec`, until the container ends. */
  openSession(name: string, command: string): void
  /** What was done to containers, and changed them: `stop web`. */
  readonly log: readonly string[]
}

export function createDockerHost(
  containers: readonly HostContainer[],
  engineTime: () => string,
  moved: () => void,
): DockerHost {
  const byId = new Map(containers.map((container) => [container.id, container]))
  const sessions = new Map<string, readonly string[]>()
  const troubles = new Map<string, Trouble>()
  const log: string[] = []

  function put(container: HostContainer): void {
    byId.set(container.id, container)
    moved()
  }

  function did(what: string, container: HostContainer): void {
    log.push(`${what} ${container.name}`)
    put(container)
  }

  /** Carries out what `change` yields; null is what is already so. */
  function command(
    verb: Verb,
    id: ContainerId,
    change: (container: HostContainer, trouble: Trouble | undefined) => Answer,
  ): Answer {
    const container = byId.get(id)
    if (container === undefined) return failed({ code: 'container-gone' })
    const trouble = troubles.get(`${verb} ${container.name}`)
    if (trouble === 'refused') return refused(500, `cannot ${verb}`)
    if (trouble === 'without-effect') return ok()
    const answer = change(container, trouble)
    return trouble === 'slow' ? failed({ code: 'engine-timeout', seconds: 40 }) : answer
  }

  function stopped(container: HostContainer): HostContainer {
    const ended = withDetails(container, { finishedAt: engineTime() })
    return { ...ended, state: 'exited', health: 'none', exitCode: 0, manuallyStopped: true }
  }

  function started(container: HostContainer): HostContainer {
    const fresh = withDetails(container, { startedAt: engineTime() })
    const health = container.details.hasHealthcheck ? 'starting' : 'none'
    return { ...fresh, state: 'running', health, exitCode: null, manuallyStopped: false }
  }

  /** Swarm wants another number of tasks of it from then on. */
  function asked(
    verb: Verb,
    before: HostContainer,
    after: HostContainer,
    trouble: Trouble | undefined,
  ): Answer {
    if (JSON.stringify(before.swarm) === JSON.stringify(after.swarm)) return ok()
    const fresh = isUp(after.state) ? withDetails(after, { startedAt: engineTime() }) : after
    did(verb, trouble === 'ends-at-once' ? withoutTasks(fresh) : fresh)
    return ok()
  }

  function tasksOf(verb: Verb, id: ContainerId): Result<void, StepProblem> {
    const container = byId.get(id)
    const isTroubled = troubles.get(`${verb} ${container?.name}`) === 'ends-at-once'
    return isTroubled
      ? failed({ code: 'tasks-not-running', running: 0, wanted: 1, detail: 'no such image' })
      : ok()
  }

  function hasNetwork({ sharesNetworkOf }: HostContainer): boolean {
    if (sharesNetworkOf === null) return true
    return [...byId.values()].some(
      ({ id, name, state }) => [id, name].includes(sharesNetworkOf) && isUp(state),
    )
  }

  return {
    log,
    put,
    all: () => [...byId.values()],

    sessionsIn: (id) => {
      const container = byId.get(id)
      if (container === undefined) return failed({ code: 'container-gone' })
      return ok(isUp(container.state) ? (sessions.get(container.name) ?? []) : [])
    },

    stop: (id) =>
      command('stop', id, (container, trouble) => {
        if (!isUp(container.state)) return ok()
        did('stop', { ...stopped(container), exitCode: trouble === 'killed' ? 137 : 0 })
        if (container.details.autoRemove) byId.delete(id)
        return ok()
      }),

    start: (id) =>
      command('start', id, (container, trouble) => {
        if (container.state === 'paused') return refused(409, 'is paused')
        if (isUp(container.state)) return ok()
        if (!hasNetwork(container)) return refused(409, 'its network is down')
        did('start', started(container))
        if (trouble === 'ends-at-once' || trouble === 'completes-at-once') {
          const exitCode = trouble === 'ends-at-once' ? 1 : 0
          put({ ...stopped(started(container)), exitCode, manuallyStopped: false })
        }
        return ok()
      }),

    pause: (id) =>
      command('pause', id, (container) => {
        if (container.state === 'paused') return ok()
        if (container.state !== 'running') return refused(409, 'is not running')
        did('pause', { ...container, state: 'paused', health: 'none' })
        return ok()
      }),

    setRestartPolicy: (id, restartPolicy) =>
      command('policy', id, (container) => {
        if (samePolicy(container.details.restartPolicy, restartPolicy)) return ok()
        const what = restartPolicy.name === 'no' ? 'hold' : 'release'
        did(what, withDetails(container, { restartPolicy }))
        return ok()
      }),

    awaitUntil: (id, until) => {
      const container = byId.get(id)
      if (container === undefined) return failed({ code: 'container-gone' })
      const isTroubled = troubles.has(`await ${container.name}`)
      if (until === 'healthy') {
        if (isTroubled || container.state !== 'running') {
          return failed({ code: 'unhealthy', detail: container.state })
        }
        put({ ...container, health: container.details.hasHealthcheck ? 'healthy' : 'none' })
        return ok()
      }
      const exitCode = isTroubled ? 1 : 0
      put({ ...stopped(container), exitCode, manuallyStopped: false })
      return isTroubled ? failed({ code: 'not-completed', exitCode }) : ok()
    },

    scale: (id, replicas) => {
      const verb = replicas === 0 ? 'scale-down' : 'scale-up'
      const answer = command(verb, id, (service, trouble) =>
        asked(verb, service, scaled(service, replicas), trouble),
      )
      return answer.ok ? tasksOf(verb, id) : answer
    },

    setConstraints: (id, constraints) => {
      const verb = constraints.includes(nowhere) ? 'constrain' : 'unconstrain'
      const answer = command(verb, id, (service, trouble) =>
        asked(verb, service, constrained(service, constraints), trouble),
      )
      return answer.ok ? tasksOf(verb, id) : answer
    },

    remove: (id) => {
      byId.delete(id)
      moved()
    },

    daemonRestart: (end) => {
      // What Swarm wants of a service outlives the daemon, and it starts other tasks by itself.
      const containers = [...byId.values()].filter(({ swarm }) => swarm === null)
      for (const container of containers)
        byId.set(container.id, shutDown(container, end, engineTime()))
      for (const { id } of containers) {
        const container = byId.get(id)
        if (container === undefined) continue
        if (broughtUp(container)) byId.set(container.id, started(container))
      }
      moved()
    },

    trouble: (verb, name, kind) => void troubles.set(`${verb} ${name}`, kind),
    openSession: (name, command) =>
      void sessions.set(name, [...(sessions.get(name) ?? []), command]),
    noTrouble: () => troubles.clear(),
  }
}

function refused(status: number, detail: string): Answer {
  return failed({ code: 'engine-refused', status, detail })
}
