import type { Container } from '../host/container'
import type { DemoHost } from '../host/host'
import type { Volume } from '../host/volumes'
import { shop } from './products'

/** What hangs on the demo's host, as the shop's own people see it. */

/** Milliseconds after which whoever forgot a timer is reminded of it. */
const beforeDrift = 40_000

function tagOf(host: DemoHost, { config }: Container): Volume | undefined {
  const product = config.labels['tagout.product']
  return host.volumes
    .all()
    .find(
      ({ name, labels }) =>
        name.startsWith('tagout.') && labels?.['tagout.product.name'] === product,
    )
}

export function isAtPeace(host: DemoHost, container: Container): boolean {
  return tagOf(host, container) === undefined
}

const forgotten = new Set(
  shop.flatMap(({ services }) =>
    services
      .filter(({ isForgotten = false }) => isForgotten)
      .map(({ stack, service }) => `${stack}/${service}`),
  ),
)

/** What a forgotten timer may start: down in a maintenance that lasts, and not started in it yet. */
export function driftersIn(host: DemoHost): readonly Container[] {
  return [...host.containers.all()].filter((container) => {
    const { labels } = container.config
    const place = `${labels['com.docker.compose.project'] ?? ''}/${labels['com.docker.compose.service'] ?? ''}`
    if (!forgotten.has(place) || container.state.status !== 'exited') return false
    const tag = tagOf(host, container)
    if (tag === undefined || host.volumes.get(`${tag.name}.exit`) !== null) return false
    const hasDrifted = (container.state.startedAt ?? 0) > tag.createdAt
    return !hasDrifted && host.clock.now() - tag.createdAt >= beforeDrift
  })
}
