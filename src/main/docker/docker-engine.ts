import type Docker from 'dockerode'
import type { ContainerId } from '../../shared/ids'
import type { EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { ContainerEngine } from '../maintenance/ports'
import { ask } from './ask'
import { awaitUntil } from './await-until'
import type { Deadlines } from './deadlines'
import { execSessions } from './exec-sessions'
import { containerIn, inspection } from './inspected-container'
import type { Inspection } from './inspected-container'
import { read } from './read'
import type { Swarm } from './swarm'

/** The engine's own default for containers that don't say. */
const usualStopTimeout = 10

const never = new Promise<void>(() => undefined)

export function createDockerEngine(
  docker: Docker,
  deadlines: Deadlines,
  swarm: Swarm,
): ContainerEngine {
  const container = (id: ContainerId) => docker.getContainer(encodeURIComponent(id))

  async function look(id: ContainerId): Promise<Result<Inspection, EngineProblem>> {
    const answer = await ask(deadlines.inspect, (abortSignal) =>
      container(id).inspect({ abortSignal }),
    )
    if (answer.ok) return read(answer.value, inspection)
    return failed(
      answer.problem.kind === 'not-there' ? { code: 'container-gone' } : answer.problem.problem,
    )
  }

  /** Is not aborted at its deadline: aborting a request doesn't cancel what it asked for. */
  async function command(
    id: ContainerId,
    deadline: number,
    request: () => Promise<unknown>,
  ): Promise<Result<void, EngineProblem>> {
    const answer = await ask(deadline, request)
    if (answer.ok || answer.problem.kind === 'already-so') return ok()
    const { kind, problem } = answer.problem
    if (kind !== 'not-there') return failed(problem)
    // A start is answered 404 also when the container's network is gone.
    const looked = await look(id)
    return failed(looked.ok ? problem : looked.problem)
  }

  return {
    async inspect(id) {
      const looked = await look(id)
      return looked.ok ? ok(containerIn(looked.value)) : looked
    },

    sessionsIn: (id) => execSessions(docker, id, deadlines),

    stop(id, timeout) {
      const allowed = timeout ?? usualStopTimeout
      const deadline = allowed < 0 ? deadlines.completion : allowed * 1000 + deadlines.stopGrace
      return command(id, deadline, () => container(id).stop())
    },

    start: (id) => command(id, deadlines.start, () => container(id).start()),

    async pause(id) {
      const paused = await command(id, deadlines.query, () => container(id).pause())
      if (paused.ok) return paused
      const looked = await look(id)
      return looked.ok && looked.value.State.Status === 'paused' ? ok() : paused
    },

    setRestartPolicy(id, { name, maximumRetryCount }) {
      const count = name === 'on-failure' ? maximumRetryCount : 0
      const RestartPolicy = { Name: name, MaximumRetryCount: count }
      return command(id, deadlines.query, () => container(id).update({ RestartPolicy }))
    },

    awaitUntil: (id, until, givenUp = never) =>
      awaitUntil(id, until, givenUp, { docker, look, deadlines }),

    scale: swarm.scale,
    setConstraints: swarm.setConstraints,
  }
}
