import type Docker from 'dockerode'
import { z } from 'zod'
import type { Details } from '../../shared/container'
import type { EngineProblem } from '../../shared/problem'
import type { Result } from '../../shared/result'
import { ask } from './ask'
import type { Deadlines } from './deadlines'
import { inspection } from './inspected-container'
import type { Inspection } from './inspected-container'
import { read } from './read'

/** In what Podman's answers differ from Docker's; seen on 4.3.1. */
const raw = z.looseObject({
  RestartCount: z.int().catch(0),
  State: z.looseObject({ Status: z.string(), ExitCode: z.int() }),
  Config: z.looseObject({ StopTimeout: z.int().nullish() }),
  HostConfig: z.looseObject({
    RestartPolicy: z.looseObject({ Name: z.string(), MaximumRetryCount: z.int().nullish() }),
  }),
})

/**
 * `GET /containers/{id}/json` as Docker would answer it. Of a container that was created without a
 * stop timeout Podman says 0, and would kill it at once.
 */
export function readPodmanInspection(answer: unknown): Result<Inspection, EngineProblem> {
  const container = read(answer, raw)
  if (!container.ok) return container
  const { State, Config } = container.value
  return read(
    {
      ...container.value,
      State: { ...State, Status: statusOf(container.value) },
      Config: { ...Config, StopTimeout: Config.StopTimeout === 0 ? null : Config.StopTimeout },
    },
    inspection,
  )
}

/**
 * `stopped` is between the end of its process and the clean-up, which either starts it again by its
 * policy or makes it `exited`: there is no `restarting`.
 */
function statusOf({ State, RestartCount, HostConfig }: z.infer<typeof raw>): string {
  if (State.Status !== 'stopped') return State.Status
  const { Name, MaximumRetryCount } = HostConfig.RestartPolicy
  const retries = MaximumRetryCount ?? 0
  switch (Name) {
    case 'always':
    case 'unless-stopped':
      return 'restarting'
    case 'on-failure':
      return State.ExitCode !== 0 && (retries === 0 || RestartCount < retries)
        ? 'restarting'
        : 'exited'
    default:
      return 'exited'
  }
}

/** Its count of restarts begins anew when somebody starts the container. */
export function fixedPolicyOf({ RestartCount }: Inspection): Details['fixedPolicy'] {
  return { startedIt: RestartCount > 0 }
}

/**
 * Whether it can change restart policies, which by its release notes it can since 5.1. 4.3.1 knows no
 * such request of any container, and doesn't say which one it hasn't found.
 */
export async function changesPolicies(docker: Docker, { query }: Deadlines): Promise<boolean> {
  const nobody = docker.getContainer('tagout-is-not-a-container')
  const answer = await ask(query, () => nobody.update({}))
  if (answer.ok || answer.problem.problem.code !== 'engine-refused') return true
  return answer.problem.problem.detail.startsWith('no container with name')
}
