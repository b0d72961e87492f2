import type Docker from 'dockerode'
import { nameOf, runContainer } from '../support/containers'
import type { Behaviour, Blueprint } from '../support/containers'

export interface Workload {
  readonly name: string
  readonly blueprints: readonly Blueprint[]
}

/** Told to stop, it takes so many seconds. */
function stopsIn(seconds: number): Behaviour {
  return { shell: `trap 'sleep ${seconds}; exit 0' TERM; echo ready; sleep 100000 & wait` }
}

/** Independent containers that stop at once. */
export function quick(count: number): Workload {
  const blueprints = Array.from({ length: count }, (_, index): Blueprint => {
    return { stack: 'bench', service: `quick${index}`, restart: 'unless-stopped' }
  })
  return { name: `${count} quick`, blueprints }
}

/** Independent containers whose stops take 0.1 to 3 seconds, evenly spread. */
export function spread(count: number): Workload {
  const blueprints = Array.from({ length: count }, (_, index): Blueprint => {
    const seconds = 0.1 + (2.9 * index) / Math.max(1, count - 1)
    return { stack: 'bench', service: `spread${index}`, does: stopsIn(Number(seconds.toFixed(2))) }
  })
  return { name: `${count} spread`, blueprints }
}

/** Ten levels deep, two containers each, every one depending on both of the level below. */
export function deep(): Workload {
  const blueprints = Array.from({ length: 20 }, (_, index): Blueprint => {
    const level = Math.floor(index / 2)
    const below = level === 0 ? [] : [`l${level - 1}x0`, `l${level - 1}x1`]
    return {
      stack: 'bench',
      service: `l${level}x${index % 2}`,
      does: stopsIn(0.2),
      dependsOn: Object.fromEntries(below.map((service) => [service, 'service_started' as const])),
    }
  })
  return { name: '10 levels of 2', blueprints }
}

export function namesIn({ blueprints }: Workload): readonly string[] {
  return blueprints.map(nameOf)
}

export async function deploy(docker: Docker, { blueprints }: Workload): Promise<void> {
  const queue = [...blueprints]
  async function work(): Promise<void> {
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      await runContainer(docker, each)
    }
  }
  await Promise.all(Array.from({ length: 4 }, work))
}
