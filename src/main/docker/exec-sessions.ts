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
    Pid: z.int().nullish().catch(null),
    ProcessConfig: z.object({
      entrypoint: z.string().catch(''),
      arguments: z.array(z.string()).nullish().catch(null),
    }),
  })
  .transform(({ Running, Pid, ProcessConfig: { entrypoint, arguments: more } }) => ({
    isRunning: Running,
    process: Pid ?? null,
    command: [entrypoint, ...(more ?? [])],
  }))

/**
 * The commands that run in the container because of `docker exec`. The engine keeps what has ended
 * among the ids for a while (20.10), and a health check is an exec as well: neither is a session.
 *
 * @param processes of the container; given for an engine that takes long to notice that one has ended
 */
export async function execSessions(
  docker: Docker,
  id: ContainerId,
  { inspect }: Deadlines,
  processes?: () => Promise<Result<ReadonlySet<number>, EngineProblem>>,
): Promise<Result<readonly string[], EngineProblem>> {
  const answer = await ask(inspect, (abortSignal) =>
    docker.getContainer(encodeURIComponent(id)).inspect({ abortSignal }),
  )
  if (!answer.ok) return failed(answer.problem.problem)
  const container = read(answer.value, executing)
  if (!container.ok) return container
  const check = checkOf(container.value.Config)
  const running: { readonly command: readonly string[]; readonly process: number | null }[] = []
  for (const execId of container.value.ExecIDs ?? []) {
    const asked = await ask(inspect, (abortSignal) =>
      docker.getExec(encodeURIComponent(execId)).inspect({ abortSignal }),
    )
    // It has ended meanwhile, and the engine has forgotten it.
    if (!asked.ok && asked.problem.kind === 'not-there') continue
    if (!asked.ok) return failed(asked.problem.problem)
    const found = read(asked.value, exec)
    if (!found.ok) return found
    const { isRunning, command, process } = found.value
    if (isRunning && !isCheck(command, check)) running.push({ command, process })
  }
  const present = running.length === 0 ? undefined : await processes?.()
  if (present?.ok === false) return present
  const alive = running.filter(
    ({ process }) => present === undefined || process === null || present.value.has(process),
  )
  return ok(alive.map(({ command }) => command.join(' ')))
}

/** Podman runs a shell's check by a shell that it looks up. */
function isCheck(command: readonly string[], check: readonly string[]): boolean {
  return [check, ['sh', ...check.slice(1)]].some((each) => isDeepStrictEqual(command, each))
}

/** The command of the container's health check. */
function checkOf({ Shell, Healthcheck }: z.infer<typeof executing>['Config']): readonly string[] {
  const [how, ...command] = Healthcheck?.Test ?? []
  return how === 'CMD-SHELL' ? [...(Shell ?? ['/bin/sh', '-c']), ...command] : command
}
