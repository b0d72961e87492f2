import { z } from 'zod'
import type { ContainerState, InspectedContainer } from '../../shared/container'
import { containerId } from '../../shared/ids'
import { isDown } from '../../shared/swarm'
import type { ServiceMode, SwarmService } from '../../shared/swarm'
import { labels } from './container-words'

/**
 * `GET /services/{id}`. What an update doesn't change goes back as it came: all that is not named
 * here is kept.
 */
export const inspectedService = z.object({
  ID: containerId,
  Version: z.object({ Index: z.int() }),
  UpdatedAt: z.string(),
  Spec: z.looseObject({
    Name: z.string(),
    Labels: labels,
    Mode: z.looseObject({
      /** Without a number the engine takes 1. */
      Replicated: z.looseObject({ Replicas: z.int().min(0).nullish() }).nullish(),
      Global: z.looseObject({}).nullish(),
    }),
    TaskTemplate: z.looseObject({
      ContainerSpec: z
        .looseObject({
          Image: z.string().nullish(),
          Labels: z.record(z.string(), z.string()).nullish(),
          /** Nanoseconds. */
          StopGracePeriod: z.number().nullish(),
        })
        .nullish(),
      Placement: z.looseObject({ Constraints: z.array(z.string()).nullish() }).nullish(),
    }),
  }),
})
export type InspectedService = z.infer<typeof inspectedService>

/** `GET /tasks` */
export const taskList = z.array(
  z.object({
    ServiceID: z.string(),
    CreatedAt: z.string(),
    DesiredState: z.string(),
    Status: z.object({
      State: z.string(),
      Timestamp: z.string().catch(''),
      Err: z.string().nullish().catch(null),
    }),
  }),
)
export type Task = z.infer<typeof taskList>[number]

/** States in which a task has no process, and never will have one (swarmkit, `TaskState`). */
const over = ['complete', 'shutdown', 'failed', 'rejected', 'remove', 'orphaned']
/** What Swarm wants of a task that is to run: `ready` while it waits for another to end. */
const wantedStates = ['ready', 'running', 'complete']

/** @param tasks of this service */
export function partIn({ Spec }: InspectedService, tasks: readonly Task[]): SwarmService {
  const present = tasks.filter((task) => !isOver(task))
  const meant = present.filter(isWanted)
  const mode = modeIn(Spec.Mode)
  const replicas = mode === 'replicated' ? (Spec.Mode.Replicated?.Replicas ?? 1) : 0
  // When it was told to want fewer, Swarm takes a moment to want an end of the others.
  const wanted = mode === 'replicated' ? replicas : meant.length
  const running = meant.filter(({ Status }) => Status.State === 'running').length
  return {
    kind: 'service',
    mode,
    replicas,
    constraints: Spec.TaskTemplate.Placement?.Constraints ?? [],
    wanted,
    running: Math.min(running, wanted),
    ending: present.length - Math.min(meant.length, wanted),
  }
}

function modeIn({ Replicated, Global }: InspectedService['Spec']['Mode']): ServiceMode {
  if (Replicated) return 'replicated'
  return Global ? 'global' : 'job'
}

/** It is replaced by another, or was, and is history. */
function isOver({ Status }: Task): boolean {
  return over.includes(Status.State)
}

function isWanted({ DesiredState }: Task): boolean {
  return wantedStates.includes(DesiredState)
}

/**
 * The service in the form of a container, in place of its tasks' containers. Its labels are its
 * own, then those of its containers.
 */
export function listedService(
  service: InspectedService,
  tasks: readonly Task[],
): InspectedContainer {
  const { ID: id, Spec } = service
  const { Image, Labels, StopGracePeriod } = Spec.TaskTemplate.ContainerSpec ?? {}
  const swarm = partIn(service, tasks)
  return {
    id,
    name: Spec.Name,
    image: (Image ?? '').replace(/(?<=.)@sha256:.*$/, ''),
    labels: { ...Labels, ...Spec.Labels, 'com.docker.swarm.service.name': Spec.Name },
    state: stateOf(swarm),
    health: 'none',
    exitCode: null,
    sharesNetworkOf: null,
    swarm,
    details: {
      restartPolicy: { name: 'no', maximumRetryCount: 0 },
      fixedPolicy: null,
      startedAt: startedAt(service, tasks, swarm),
      finishedAt: null,
      autoRemove: false,
      stopTimeout: typeof StopGracePeriod === 'number' ? Math.ceil(StopGracePeriod / 1e9) : null,
      hasHealthcheck: false,
    },
  }
}

function stateOf(service: SwarmService): ContainerState {
  if (isDown(service)) return 'exited'
  const { wanted, running } = service
  return wanted > 0 && running >= wanted ? 'running' : 'restarting'
}

/**
 * Since when it has run without being told to be down: its oldest task is from then or later, and so
 * is its last update, which need not have been about that. The manager's clock.
 */
function startedAt(
  { UpdatedAt }: InspectedService,
  tasks: readonly Task[],
  service: SwarmService,
): string | null {
  if (isDown(service)) return null
  const present = tasks.filter((task) => !isOver(task) && (service.wanted === 0 || isWanted(task)))
  const times = [...present.map(({ CreatedAt }) => CreatedAt), UpdatedAt]
  return times.toSorted((one, other) => Date.parse(one) - Date.parse(other))[0] ?? null
}
