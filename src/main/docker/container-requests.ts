import type Docker from 'dockerode'
import type { ContainerId } from '../../shared/ids'
import type { EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { ask } from './ask'
import type { Deadlines } from './deadlines'
import type { Inspection } from './inspected-container'

/** What is asked of one container, and what the answers mean. */
export interface ContainerRequests {
  readonly look: (id: ContainerId) => Promise<Result<Inspection, EngineProblem>>
  /**
   * `already`: it was so. Is not aborted at its deadline (milliseconds): aborting a request doesn't
   * cancel what it asked for.
   */
  readonly command: (
    id: ContainerId,
    deadline: number,
    request: (container: Docker.Container) => Promise<unknown>,
  ) => Promise<Result<'done' | 'already', EngineProblem>>
}

/** @param readInspection what the engine answers of a container, as Docker would answer it */
export function createContainerRequests(
  docker: Docker,
  deadlines: Deadlines,
  readInspection: (answer: unknown) => Result<Inspection, EngineProblem>,
): ContainerRequests {
  const container = (id: ContainerId) => docker.getContainer(encodeURIComponent(id))

  async function look(id: ContainerId): Promise<Result<Inspection, EngineProblem>> {
    const answer = await ask(deadlines.inspect, (abortSignal) =>
      container(id).inspect({ abortSignal }),
    )
    if (answer.ok) return readInspection(answer.value)
    return failed(
      answer.problem.kind === 'not-there' ? { code: 'container-gone' } : answer.problem.problem,
    )
  }

  return {
    look,

    async command(id, deadline, request) {
      const answer = await ask(deadline, () => request(container(id)))
      if (answer.ok) return ok('done')
      const { kind, problem } = answer.problem
      if (kind === 'already-so') return ok('already')
      if (kind !== 'not-there') return failed(problem)
      // A start is answered 404 also when the container's network is gone.
      const looked = await look(id)
      return failed(looked.ok ? problem : looked.problem)
    },
  }
}
