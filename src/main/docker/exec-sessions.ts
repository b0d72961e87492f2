import type Docker from 'dockerode'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { ContainerId } from '../../shared/ids'
import type { EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { ask } from './ask'
import type { Deadlines } from './deadlines'
import { read } from './read'

const executing = z.object({
  ExecIDs: z.array(z.string()).nullish().catch(null),
  Config: z.object({
    Shell: z.array(z.string()).nullish().catch(null),
    Healthcheck: z
      .object({ Test: z.array(z.string()).nullish() })
      .nullish()
      .catch(null),
  }),
})

const exec = z
  .object({
    Running: z.boolean(),
    ProcessConfig: z.object({
      entrypoint: z.string().catch(''),
      arguments: z.array(z.string()).nullish().catch(null),
    }),
  })
  .transform(({ Running, ProcessConfig: { entrypoint, arguments: more } }) => ({
    isRunning: Running,
    command: [entrypoint, ...(more ?? [])],
  }))

/**
 * The commands that run in the container because of `docker exec`. The engine keeps what has ended
 * among the ids for a while (20.10), and a health check is an exec as well: neither is a session.
 */
export async function execSessions(
  docker: Docker,
  id: ContainerId,
  { inspect }: Deadlines,
): Promise<Result<readonly string[], EngineProblem>> {
  const answer = await ask(inspect, (abortSignal) =>
    docker.getContainer(encodeURIComponent(id)).inspect({ abortSignal }),
  )
  if (!answer.ok) return failed(answer.problem.problem)
  const container = read(answer.value, executing)
  if (!container.ok) return container
  const check = checkOf(container.value.Config)
  const commands: string[] = []
  for (const execId of container.value.ExecIDs ?? []) {
    const asked = await ask(inspect, (abortSignal) =>
      docker.getExec(encodeURIComponent(execId)).inspect({ abortSignal }),
    )
    // It has ended meanwhile, and the engine has forgotten it.
    if (!asked.ok && asked.problem.kind === 'not-there') continue
    if (!asked.ok) return failed(asked.problem.problem)
    const found = read(asked.value, exec)
    if (!found.ok) return found
    const { isRunning, command } = found.value
    if (isRunning && !isDeepStrictEqual(command, check)) commands.push(command.join(' '))
  }
  return ok(commands)
}

/** The command of the container's health check. */
function checkOf({ Shell, Healthcheck }: z.infer<typeof executing>['Config']): readonly string[] {
  const [how, ...command] = Healthcheck?.Test ?? []
  return how === 'CMD-SHELL' ? [...(Shell ?? ['/bin/sh', '-c']), ...command] : command
}
