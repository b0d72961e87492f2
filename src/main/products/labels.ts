import type { Container } from '../../shared/container'
import { conditions } from '../../shared/product'
import type { Condition, Dependency } from '../../shared/product'

type Labels = Container['labels']

/** First wins. Tagout's own, then ReadyStackGo's, then Swarm's, then Compose's. */
const labelled = {
  product: ['tagout.product', 'rsgo.product'],
  stack: [
    'tagout.stack',
    'rsgo.stack.name',
    'rsgo.stack',
    'com.docker.stack.namespace',
    'com.docker.compose.project',
  ],
  service: [
    'tagout.service',
    'rsgo.context',
    'com.docker.swarm.service.name',
    'com.docker.compose.service',
  ],
  version: ['tagout.version'],
  replica: ['com.docker.compose.container-number'],
} as const

/** Null when no label says it, or when what it says is blank. */
export function labelOf(labels: Labels, what: keyof typeof labelled): string | null {
  for (const key of labelled[what]) {
    const value = labels[key]?.trim()
    if (value) return value
  }
  return null
}

export function imageVersionOf(labels: Labels): string | null {
  return labels['org.opencontainers.image.version']?.trim() ?? null
}

export function isIgnored(labels: Labels): boolean {
  return ['tagout.maintenance', 'rsgo.maintenance'].some(
    (key) => labels[key]?.trim().toLowerCase() === 'ignore',
  )
}

export function isLabelledOneShot(labels: Labels): boolean {
  return (
    labels['rsgo.lifecycle']?.trim().toLowerCase() === 'init' ||
    labels['com.docker.compose.oneoff']?.trim().toLowerCase() === 'true'
  )
}

/**
 * Compose writes `db:service_healthy:true,cache:service_started:false`; earlier versions left out
 * the end. An unknown condition counts as `service_started`: the order at least is kept.
 */
export function dependenciesOf(labels: Labels): readonly Dependency[] {
  return (labels['com.docker.compose.depends_on'] ?? '')
    .split(',')
    .map((each) => each.trim().split(':'))
    .flatMap(([service, condition]) =>
      service ? [{ service, condition: conditionFrom(condition) }] : [],
    )
}

function conditionFrom(text: string | undefined): Condition {
  return conditions.find((known) => known === text) ?? 'service_started'
}
