import type { ContainerConfig, ContainerState, RestartPolicy } from '../host/container'
import { newState } from '../host/container'

/** A service of the shop, as its Compose file would have it. */
export interface Service {
  readonly stack: string
  readonly service: string
  readonly image: string
  /** 1 by default. */
  readonly replicas?: number
  readonly does?: Behaviour
  /** `on-failure` with so many retries; `always` by default. */
  readonly restart?: RestartPolicy['name'] | { readonly retries: number }
  /** Milliseconds that the engine takes to start it. */
  readonly startTakes?: number
  /** Seconds; by default the engine's, which is 10. */
  readonly stopTimeout?: number
  /** What its check says when it fails. Without one there is no check. */
  readonly health?: string
  /** Services of the same stack, and since when it may start. */
  readonly dependsOn?: Readonly<Record<string, 'started' | 'healthy' | 'completed'>>
  readonly labels?: Readonly<Record<string, string>>
  /** By the name of the container. */
  readonly sharesNetworkOf?: string
  readonly autoRemove?: boolean
  /** How it is found at the beginning; it runs, by default. */
  readonly found?: 'stopped' | 'finished'
  /** Somebody's timer starts it again when it is down, maintenance or not. */
  readonly isForgotten?: boolean
}

/**
 * - `stopsIn`: seconds that it takes to end once it is told to
 * - `exitCode`: with which it ends then; 0 by default
 * - `deaf`: it has to be killed
 * - `once`: it does its work and ends
 */
type Behaviour = { readonly stopsIn: number; readonly exitCode?: number } | 'deaf' | 'once'

export interface Product {
  readonly name: string
  readonly version: string
  readonly services: readonly Service[]
}

/** Files in a container by which the shop's life makes it suffer. */
export const afflictions = { sick: '/tmp/sick', broken: '/tmp/broken' } as const

export function configOf(
  { name, version }: Product,
  service: Service,
  replica: number,
): ContainerConfig {
  return {
    image: service.image,
    command: ['sh', '-c', scriptOf(service.does ?? { stopsIn: 0.3 })],
    labels: {
      'com.docker.compose.project': service.stack,
      'com.docker.compose.service': service.service,
      'com.docker.compose.container-number': String(replica),
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.depends_on': Object.entries(service.dependsOn ?? {})
        .map(([other, since]) => `${other}:service_${sinceWords[since]}:false`)
        .join(','),
      'tagout.product': name,
      'tagout.version': version,
      ...service.labels,
    },
    stopSignal: null,
    stopTimeout: service.stopTimeout ?? null,
    healthcheck: service.health === undefined ? null : checkOf(service.health),
    networkMode:
      service.sharesNetworkOf === undefined
        ? `${service.stack}_default`
        : `container:${service.sharesNetworkOf}`,
    autoRemove: service.autoRemove ?? false,
    startTakes: service.startTakes ?? 400,
  }
}

const sinceWords = { started: 'started', healthy: 'healthy', completed: 'completed_successfully' }

function scriptOf(does: Behaviour): string {
  if (does === 'once') return 'sleep 2; echo done'
  const isUp = `! test -e ${afflictions.broken} || { echo 'no configuration'; sleep 1; exit 1; }`
  const onStop = does === 'deaf' ? '' : `sleep ${does.stopsIn}; exit ${does.exitCode ?? 0}`
  return `${isUp}; trap '${onStop}' TERM; echo ready; sleep infinity & wait`
}

const second = 1e9

function checkOf(complaint: string): ContainerConfig['healthcheck'] {
  return {
    test: ['CMD-SHELL', `! test -e ${afflictions.sick} || { echo '${complaint}'; false; }`],
    interval: 3 * second,
    timeout: 2 * second,
    startPeriod: 0,
    retries: 2,
  }
}

export function policyOf({ restart = 'always', autoRemove = false }: Service): RestartPolicy {
  if (autoRemove) return { name: 'no', maximumRetryCount: 0 }
  return typeof restart === 'string'
    ? { name: restart, maximumRetryCount: 0 }
    : { name: 'on-failure', maximumRetryCount: restart.retries }
}

/** @param since milliseconds since 1970 at which it was started */
export function stateOf({ found, health }: Service, since: number): ContainerState {
  const minute = 60_000
  if (found === undefined) {
    return {
      ...newState,
      status: 'running',
      startedAt: since,
      health: health === undefined ? null : { status: 'healthy', failingStreak: 0, log: [] },
    }
  }
  const ended = { ...newState, status: 'exited', startedAt: since } as const
  return found === 'finished'
    ? { ...ended, finishedAt: since + 4_000 }
    : { ...ended, finishedAt: since + 90 * minute, stoppedByHand: true }
}
