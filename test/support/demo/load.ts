import { newState } from '../../../src/main/demo/host/container'
import type { Container, ContainerConfig } from '../../../src/main/demo/host/container'
import type { DemoHost } from '../../../src/main/demo/host/host'
import { createRandom } from '../../../src/main/demo/host/random'

/** How a host is filled. The same again makes the same containers. */
export interface Load {
  readonly containers: number
  /** Of each product; 20 by default, in stacks of up to eight services. */
  readonly ofAProduct?: number
  readonly seed?: number
}

/** What happens to a container; each is one event of the engine. */
export type Change = 'health' | 'die' | 'start' | 'pause' | 'unpause'

const kinds = ['web', 'api', 'worker', 'queue', 'cache', 'db', 'search', 'mail'] as const
const day = 24 * 3600_000

/** Containers as Compose would have made them, all of them running for days. */
export function fill(host: DemoHost, { containers, ofAProduct = 20, seed = 1 }: Load): void {
  const random = createRandom(seed)
  const now = host.clock.now()
  for (let index = 0; index < containers; index++) {
    const product = Math.floor(index / ofAProduct)
    const within = index % ofAProduct
    const stack = `p${product}-${Math.floor(within / kinds.length)}`
    const service = kinds[within % kinds.length] ?? 'web'
    const begun = now - day - random.below(20 * day)
    host.add({
      id: random.hex(64),
      name: `${stack}-${service}-1`,
      config: configOf(product, stack, service),
      createdAt: begun - 1000,
      restartPolicy: { name: 'no', maximumRetryCount: 0 },
      state: {
        ...newState,
        status: 'running',
        startedAt: begun,
        health: { status: 'healthy', failingStreak: 0, log: [] },
      },
    })
  }
}

const never = 1e18

function configOf(product: number, stack: string, service: string): ContainerConfig {
  const version = `${1 + (product % 9)}.${product % 7}.${product % 5}`
  return {
    image: `registry.example/${service}:${version}`,
    command: ['sh', '-c', "trap 'exit 0' TERM; sleep infinity & wait"],
    labels: {
      'com.docker.compose.project': stack,
      'com.docker.compose.service': service,
      'com.docker.compose.container-number': '1',
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.depends_on':
        service === 'web'
          ? 'api:service_started:false'
          : service === 'api'
            ? 'db:service_healthy:false'
            : '',
      'tagout.product': `Product ${product}`,
      'tagout.version': version,
    },
    stopSignal: null,
    stopTimeout: null,
    healthcheck: { test: ['CMD', 'true'], interval: never, timeout: 0, startPeriod: 0, retries: 1 },
    networkMode: 'none',
    autoRemove: false,
    startTakes: 0,
  }
}

/**
 * Changes one container after the other, so that its inspection says so too; exactly one event is
 * told of each. The same seed changes the same containers in the same order.
 */
export function createChanges(
  host: DemoHost,
  seed = 1,
): () => { readonly container: Container; readonly change: Change } {
  const random = createRandom(seed)
  const containers = [...host.containers.all()]

  /** Mostly of health; what is down or paused comes back first. */
  function change(container: Container): Change {
    const { status, health } = container.state
    if (status === 'exited') {
      void host.start(container)
      return 'start'
    }
    if (status === 'paused') {
      host.unpause(container)
      return 'unpause'
    }
    const chance = random.next()
    if (chance < 0.1) {
      host.crash(container, 1)
      return 'die'
    }
    if (chance < 0.15) {
      host.pause(container)
      return 'pause'
    }
    const isWell = health?.status === 'healthy'
    host.takeCheck(container, isWell ? 1 : 0, isWell ? 'HTTP 503' : 'HTTP 200')
    return 'health'
  }

  return () => {
    const container = containers[random.below(containers.length)]
    if (container === undefined) throw new Error('There is nothing to change')
    return { container, change: change(container) }
  }
}

/** Calls it so many times a second, spread evenly. Yields what ends it, and says how often it was. */
export function atPace(perSecond: number, one: () => void): () => number {
  const begun = performance.now()
  let made = 0
  const timer = setInterval(
    () => {
      const due = Math.floor(((performance.now() - begun) / 1000) * perSecond)
      for (; made < due; made++) one()
    },
    Math.max(1, Math.min(1000 / perSecond, 1000)),
  )
  return () => {
    clearInterval(timer)
    return made
  }
}
