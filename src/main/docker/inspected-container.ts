import { z } from 'zod'
import type { Details, InspectedContainer } from '../../shared/container'
import { containerId } from '../../shared/ids'
import { hasEnded, healthNamed, labels, networkShared, state, swarmPartOf } from './container-words'

/** The engine writes the year 1 for never. */
const time = z
  .string()
  .transform((text) => (text === '' || text.startsWith('0001-01-01T00:00:00') ? null : text))

const healthcheck = z.object({
  Test: z.array(z.string()).nullish(),
  /** Nanoseconds; 0 stands for the engine's default. */
  Interval: z.number().nullish(),
  Timeout: z.number().nullish(),
  StartPeriod: z.number().nullish(),
  Retries: z.number().nullish(),
})
export type Healthcheck = z.infer<typeof healthcheck>

/**
 * `GET /containers/{id}/json`. What a restore depends on has to be understood; the rest may be odd.
 */
export const inspection = z.object({
  Id: containerId,
  Name: z.string(),
  RestartCount: z.int().catch(0),
  State: z.object({
    Status: state,
    Running: z.boolean(),
    ExitCode: z.int(),
    StartedAt: time,
    FinishedAt: time,
    Health: z
      .object({
        Status: z.string(),
        Log: z
          .array(z.object({ ExitCode: z.int(), Output: z.string() }))
          .nullish()
          .catch(null),
      })
      .nullish()
      .catch(null),
  }),
  Config: z.object({
    Image: z.string().catch(''),
    Labels: labels,
    StopTimeout: z.int().nullish(),
    Healthcheck: healthcheck.nullish().catch(null),
  }),
  HostConfig: z.object({
    NetworkMode: z.string().catch(''),
    AutoRemove: z.boolean().nullish(),
    RestartPolicy: z.object({
      /** Empty when it was created without one. */
      Name: z.enum(['', 'no', 'always', 'unless-stopped', 'on-failure']),
      MaximumRetryCount: z.int().min(0).nullish(),
    }),
  }),
})
export type Inspection = z.infer<typeof inspection>

/** @param fixedPolicy null where the engine can change restart policies */
export function containerIn(
  { Id, Name, State, Config, HostConfig }: Inspection,
  fixedPolicy: Details['fixedPolicy'],
): InspectedContainer {
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Config.Image,
    labels: Config.Labels,
    state: State.Status,
    health: State.Status === 'running' ? healthNamed(State.Health?.Status) : 'none',
    exitCode: hasEnded(State.Status) ? State.ExitCode : null,
    sharesNetworkOf: networkShared(HostConfig.NetworkMode),
    swarm: swarmPartOf(Config.Labels),
    details: {
      restartPolicy: {
        name: HostConfig.RestartPolicy.Name === '' ? 'no' : HostConfig.RestartPolicy.Name,
        maximumRetryCount: HostConfig.RestartPolicy.MaximumRetryCount ?? 0,
      },
      fixedPolicy,
      startedAt: State.StartedAt,
      finishedAt: State.FinishedAt,
      autoRemove: HostConfig.AutoRemove ?? false,
      stopTimeout: Config.StopTimeout ?? null,
      hasHealthcheck: checksHealth(Config.Healthcheck ?? null),
    },
  }
}

function checksHealth(healthcheck: Healthcheck | null): boolean {
  const how = healthcheck?.Test?.[0]
  return how !== undefined && how !== 'NONE'
}
