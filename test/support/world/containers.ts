import { containerId } from '../../../src/shared/ids'
import type { ContainerId } from '../../../src/shared/ids'
import { policyNamed } from './host-container'
import type { Details, HostContainer } from './host-container'

const longAgo = '2026-01-01T00:00:00.500Z'

type Overrides = Partial<Omit<HostContainer, 'details'>> & {
  readonly details?: Partial<Details>
}

/** The id stays what it is however often a container of that name is meant. */
export function idOf(name: string): ContainerId {
  return containerId.parse(`id-of-${name}`)
}

/**
 * Containers of the Compose project `shop`, a word each:
 *
 * | word | a container that |
 * | --- | --- |
 * | `web` | runs |
 * | `!web` | is ignored |
 * | `~web` | was stopped on purpose |
 * | `=web` | is paused |
 * | `^web` | is restarting, in a crash loop |
 * | `.web` | has run to its end with exit code 0 |
 * | `web>api,db+,init.` | depends on `api` started, `db` healthy, `init` completed |
 * | `web&api` | shares the network of `api` |
 * | `web@on-failure:3` | has that restart policy, instead of `no` |
 */
export function containers(...words: readonly string[]): readonly HostContainer[] {
  return words.map((word) => {
    const match = /^([!~=^.]?)([\w-]+)(?:>([\w,+.-]+))?(?:&([\w-]+))?(?:@([\w:-]+))?$/.exec(word)
    if (match === null) throw new Error(`Not a container: ${word}`)
    const [, sign = '', name = '', dependencies, network, policy] = match
    const dependsOn = dependencies === undefined ? {} : { [dependsOnLabel]: labelOf(dependencies) }
    const ignored = sign === '!' ? { 'tagout.maintenance': 'ignore' } : {}
    const { state, details = {}, ...rest } = bySign[sign] ?? {}
    return aContainer(name, {
      ...rest,
      ...(state === undefined ? {} : { state }),
      labels: { ...dependsOn, ...ignored },
      sharesNetworkOf: network ?? null,
      details: { ...details, restartPolicy: policyNamed(policy ?? 'no') },
    })
  })
}

/** A running container of the Compose project `shop`, except for what is said otherwise. */
export function aContainer(name: string, overrides: Overrides = {}): HostContainer {
  const { labels = {}, details = {}, ...rest } = overrides
  return {
    id: idOf(name),
    name,
    image: `shop/${name}`,
    state: 'running',
    health: 'none',
    exitCode: null,
    sharesNetworkOf: null,
    swarm: null,
    manuallyStopped: false,
    ...rest,
    labels: {
      'com.docker.compose.project': 'shop',
      'com.docker.compose.service': name,
      'com.docker.compose.container-number': '1',
      ...labels,
    },
    details: {
      restartPolicy: { name: 'no', maximumRetryCount: 0 },
      startedAt: longAgo,
      finishedAt: null,
      fixedPolicy: null,
      autoRemove: false,
      stopTimeout: null,
      hasHealthcheck: false,
      ...details,
    },
  }
}

const ended = { startedAt: longAgo, finishedAt: '2026-01-01T00:00:30.500Z' }

const bySign: Readonly<Record<string, Overrides>> = {
  '~': { state: 'exited', exitCode: 143, manuallyStopped: true, details: ended },
  '=': { state: 'paused' },
  '^': { state: 'restarting', exitCode: 1 },
  '.': { state: 'exited', exitCode: 0, details: ended },
}

const dependsOnLabel = 'com.docker.compose.depends_on'

function labelOf(dependencies: string): string {
  return dependencies
    .split(',')
    .map((each) => {
      const service = each.replace(/[+.]$/, '')
      const condition = each.endsWith('+')
        ? 'service_healthy'
        : each.endsWith('.')
          ? 'service_completed_successfully'
          : 'service_started'
      return `${service}:${condition}:false`
    })
    .join(',')
}
