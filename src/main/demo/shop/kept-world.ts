import { z } from 'zod'
import type { KeptContainer } from '../host/host'
import type { DemoHost } from '../host/host'
import type { Random } from '../host/random'

const health = z.object({
  status: z.enum(['starting', 'healthy', 'unhealthy']),
  failingStreak: z.number(),
  log: z.array(
    z.object({ start: z.number(), end: z.number(), exitCode: z.number(), output: z.string() }),
  ),
})

const labels = z.record(z.string(), z.string())

const container: z.ZodType<KeptContainer> = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.number(),
  config: z.object({
    image: z.string(),
    command: z.array(z.string()),
    labels,
    stopSignal: z.string().nullable(),
    stopTimeout: z.number().nullable(),
    healthcheck: z
      .object({
        test: z.array(z.string()),
        interval: z.number(),
        timeout: z.number(),
        startPeriod: z.number(),
        retries: z.number(),
      })
      .nullable(),
    networkMode: z.string(),
    autoRemove: z.boolean(),
    startTakes: z.number(),
  }),
  restartPolicy: z.object({
    name: z.enum(['', 'no', 'always', 'unless-stopped', 'on-failure']),
    maximumRetryCount: z.number(),
  }),
  state: z.object({
    status: z.enum(['created', 'running', 'paused', 'restarting', 'exited', 'dead']),
    exitCode: z.number(),
    oomKilled: z.boolean(),
    error: z.string(),
    startedAt: z.number().nullable(),
    finishedAt: z.number().nullable(),
    restartCount: z.number(),
    stoppedByHand: z.boolean(),
    health: health.nullable(),
  }),
  files: z.array(z.string()),
})

/** The demo's host over the end of the process. Null: there is none yet. */
export const keptWorld = z.object({
  version: z.literal(1),
  host: z
    .object({
      id: z.string(),
      /** From which its chance goes on. */
      chance: z.number(),
      containers: z.array(container),
      volumes: z.array(
        z.object({ name: z.string(), labels: labels.nullable(), createdAt: z.number() }),
      ),
      networks: z.record(z.string(), z.string()),
    })
    .nullable(),
})
export type KeptWorld = z.infer<typeof keptWorld>

export function freshWorld(): KeptWorld {
  return { version: 1, host: null }
}

export function keptOf(host: DemoHost, random: Random): KeptWorld {
  return {
    version: 1,
    host: {
      id: host.id,
      chance: random.state(),
      containers: [...host.containers.all()].map(
        ({ id, name, createdAt, config, restartPolicy, state, files }) => ({
          ...{ id, name, createdAt, config, restartPolicy, state },
          files: [...files],
        }),
      ),
      volumes: [...host.volumes.all()],
      networks: Object.fromEntries(host.networks),
    },
  }
}

/** On an empty host: all is as it was, and nothing is told. */
export function restore(host: DemoHost, kept: NonNullable<KeptWorld['host']>): void {
  for (const [name, id] of Object.entries(kept.networks)) host.networks.set(name, id)
  host.volumes.restore(kept.volumes)
  for (const each of kept.containers) host.add(each)
}
