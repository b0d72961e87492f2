import type Docker from 'dockerode'
import { z } from 'zod'
import type { ContainerId } from '../../shared/ids'
import type { EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { ask } from './ask'
import type { Deadlines } from './deadlines'
import { read } from './read'

const listing = z.object({ Processes: z.array(z.array(z.string())).nullish() })

/** The processes of a container, by their numbers on the host, which `hpid` asks Podman for. */
export async function hostProcessesIn(
  docker: Docker,
  id: ContainerId,
  { inspect }: Deadlines,
): Promise<Result<ReadonlySet<number>, EngineProblem>> {
  const answer = await ask(inspect, (abortSignal) =>
    docker.getContainer(encodeURIComponent(id)).top({ ps_args: 'hpid', abortSignal }),
  )
  if (!answer.ok) return failed(answer.problem.problem)
  const listed = read(answer.value, listing)
  if (!listed.ok) return listed
  return ok(new Set((listed.value.Processes ?? []).map(([pid]) => Number(pid))))
}
