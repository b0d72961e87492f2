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

const imageVersion = 'org.opencontainers.image.version'
const ignoring = ['tagout.maintenance', 'rsgo.maintenance'] as const
const lifecycle = 'rsgo.lifecycle'
const oneOff = 'com.docker.compose.oneoff'
const dependsOn = 'com.docker.compose.depends_on'

/** All that products are made of. */
const grouping: readonly string[] = [
  ...Object.values(labelled).flat(),
  imageVersion,
  ...ignoring,
  lifecycle,
  oneOff,
  dependsOn,
]

/** Only those labels that products are made of: others may be long, and may hold secrets. */
export function groupingLabelsOf(labels: Labels): Labels {
  return Object.fromEntries(
    grouping.flatMap((key) => {
      const value = labels[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

/** Null when no label says it, or when what it says is blank. */
export function labelOf(labels: Labels, what: keyof typeof labelled): string | null {
  for (const key of labelled[what]) {
    const value = labels[key]?.trim()
    if (value) return value
  }
  return null
}

export function imageVersionOf(labels: Labels): string | null {
  return labels[imageVersion]?.trim() ?? null
}

export function isIgnored(labels: Labels): boolean {
  return ignoring.some((key) => labels[key]?.trim().toLowerCase() === 'ignore')
}

export function isLabelledOneShot(labels: Labels): boolean {
  return (
    labels[lifecycle]?.trim().toLowerCase() === 'init' ||
    labels[oneOff]?.trim().toLowerCase() === 'true'
  )
}

/**
 * Compose writes `db:service_healthy:true,cache:service_started:false`; earlier versions left out
 * the end. An unknown condition counts as `service_started`: the order at least is kept.
 */
export function dependenciesOf(labels: Labels): readonly Dependency[] {
  return (labels[dependsOn] ?? '')
    .split(',')
    .map((each) => each.trim().split(':'))
    .flatMap(([service, condition]) =>
      service ? [{ service, condition: conditionFrom(condition) }] : [],
    )
}

function conditionFrom(text: string | undefined): Condition {
  return conditions.find((known) => known === text) ?? 'service_started'
}
