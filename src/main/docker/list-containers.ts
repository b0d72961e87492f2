import type Docker from 'dockerode'
import { atOnce } from '../../shared/at-once'
import type { Container } from '../../shared/container'
import type { ContainerId } from '../../shared/ids'
import type { EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { ContainerEngine } from '../maintenance/ports'
import { ask } from './ask'
import type { Deadlines } from './deadlines'
import { containerList } from './listed-container'
import { read } from './read'

const inspectionsAtOnce = 16

/** All containers, stopped ones too, as Docker lists them. */
export async function listContainers(
  docker: Docker,
  { query }: Deadlines,
): Promise<Result<readonly Container[], EngineProblem>> {
  const answer = await ask(query, (abortSignal) =>
    docker.listContainers({ all: true, abortSignal }),
  )
  return answer.ok ? read(answer.value, containerList) : failed(answer.problem.problem)
}

/**
 * Podman's list tells neither of health nor of shared networks, nor what is about to restart, so that
 * each container is inspected. One that doesn't answer in time is as it is listed.
 */
export async function listInspecting(
  docker: Docker,
  deadlines: Deadlines,
  { inspect }: Pick<ContainerEngine, 'inspect'>,
): Promise<Result<readonly Container[], EngineProblem>> {
  const listed = await listContainers(docker, deadlines)
  if (!listed.ok) return listed
  const found = new Map<ContainerId, Container>(listed.value.map((each) => [each.id, each]))
  const problems: EngineProblem[] = []
  await atOnce(inspectionsAtOnce, [...found.keys()], async (id) => {
    if (problems.length > 0) return
    const inspected = await inspect(id)
    if (inspected.ok) found.set(id, inspected.value)
    else if (inspected.problem.code === 'container-gone') found.delete(id)
    else if (inspected.problem.code !== 'engine-timeout') problems.push(inspected.problem)
  })
  const [problem] = problems
  return problem === undefined ? ok([...found.values()]) : failed(problem)
}
