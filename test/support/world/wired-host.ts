import { isOfAnother } from '../../../src/main/docker/tag-labels'
import type {
  ContainerEngine,
  Host,
  MarkKind,
  NewTag,
  Observation,
  TagStore,
} from '../../../src/main/maintenance/ports'
import type { ContainerId } from '../../../src/shared/ids'
import type { EngineProblem, Problem } from '../../../src/shared/problem'
import { failed, ok } from '../../../src/shared/result'
import type { Result } from '../../../src/shared/result'
import type { DockerHost } from './docker-host'
import type { Life } from './life'
import { inspected, productIn, shop } from './observed'
import type { Traffic } from './traffic'
import type { Volumes } from './volumes'

export interface Wire {
  readonly host: DockerHost
  readonly volumes: Volumes
  readonly traffic: Traffic
  isOnline(): boolean
  /** Yields when nobody holds up that command any more: `stop web`. */
  passed(command: string): Promise<void>
}

/** The host as one process reaches it. */
export function hostFor(life: Life, wire: Wire): Host {
  const { host, volumes, traffic } = wire
  const unreachable: Result<never, EngineProblem> = failed({
    code: 'engine-unreachable',
    detail: 'socket hang up',
  })

  /** Asked by the living, done by the host, and answered to those who still live. */
  async function ask<T, P>(act: () => Result<T, P>): Promise<Result<T, P | EngineProblem>> {
    await traffic.turn()
    if (life.isOver()) return never()
    const answer = wire.isOnline() ? act() : unreachable
    await traffic.turn()
    if (life.isOver()) return never()
    return wire.isOnline() ? answer : unreachable
  }

  function command<T, P>(act: () => Result<T, P>): Promise<Result<T, P | EngineProblem>> {
    return ask(() => {
      let answer: Result<T, P | EngineProblem> = unreachable
      life.effect(() => {
        answer = act()
      })
      return answer
    })
  }

  function change(volumes: () => void): Promise<Result<void, EngineProblem>> {
    return command(() => {
      volumes()
      return ok()
    })
  }

  function nameOf(id: ContainerId): string {
    return host.all().find((each) => each.id === id)?.name ?? id
  }

  const engine: ContainerEngine = {
    inspect: (id) =>
      ask(() => {
        const found = host.all().find((container) => container.id === id)
        return found === undefined ? failed({ code: 'container-gone' }) : ok(found)
      }),
    sessionsIn: (id) => ask(() => host.sessionsIn(id)),
    stop: async (id) => {
      await wire.passed(`stop ${nameOf(id)}`)
      return command(() => host.stop(id))
    },
    start: (id) => command(() => host.start(id)),
    pause: (id) => command(() => host.pause(id)),
    setRestartPolicy: (id, policy) => command(() => host.setRestartPolicy(id, policy)),
    awaitUntil: async (id, until, givenUp) => {
      const passed = wire
        .passed(`await ${nameOf(id)}`)
        .then(() => ask(() => host.awaitUntil(id, until)))
      if (givenUp === undefined) return passed
      const cancelled = givenUp.then(() => failed({ code: 'cancelled' } as const))
      return Promise.race([passed, cancelled])
    },
    scale: (id, replicas) => command(() => host.scale(id, replicas)),
    setConstraints: (id, constraints) => command(() => host.setConstraints(id, constraints)),
  }

  async function remove(
    kinds: readonly ('tag' | MarkKind)[],
    isMeant: (kind: 'tag' | MarkKind) => boolean,
  ) {
    for (const kind of kinds) {
      const isThere = await ask(() => ok(isMeant(kind)))
      if (!isThere.ok) return isThere
      if (!isThere.value) continue
      const removed = await change(() => volumes.remove(kind, shop))
      if (!removed.ok) return removed
    }
    return ok()
  }

  const tags: TagStore = {
    read: () => ask(() => ok(volumes.tag(shop))),
    stillHangs: (_, tagClaim, exit) =>
      ask(() => {
        const tag = volumes.tag(shop)
        const hangs = tag !== null && 'claim' in tag && tag.claim === tagClaim
        return ok(hangs && (tag.exit?.claim ?? null) === exit)
      }),
    hang: async (tag: NewTag) => {
      const before = await ask(() => ok(volumes.tag(shop)))
      if (!before.ok) return before
      if (before.value === null) {
        const nameless = (['takeover', 'exit'] as const).filter(
          (kind) => volumes.mark(kind, shop)?.of === null,
        )
        const swept = await remove(
          nameless,
          (kind) => kind !== 'tag' && volumes.mark(kind, shop)?.of === null,
        )
        if (!swept.ok) return swept
      }
      const created = await change(() => volumes.createTag(tag))
      if (!created.ok) return created
      const hanging = await ask(() => ok(volumes.tag(shop)))
      if (!hanging.ok) return hanging
      return hanging.value === null ? vanished : ok(hanging.value)
    },
    mark: async (kind, of, mark) => {
      const created = await change(() => volumes.createMark(kind, of, mark))
      if (!created.ok) return created
      const hanging = await ask(() => ok(volumes.mark(kind, shop)))
      if (!hanging.ok) return hanging
      return hanging.value === null ? vanished : ok(hanging.value)
    },
    takeDown: (_, tagClaim) =>
      remove(['tag', 'takeover', 'exit'], (kind) => {
        if (kind !== 'tag') {
          const mark = volumes.mark(kind, shop)
          return mark !== null && !isOfAnother(tagClaim, mark)
        }
        const tag = volumes.tag(shop)
        return tag !== null && (!('claim' in tag) || tag.claim === tagClaim)
      }),
    takeBack: (kind, _, markClaim) =>
      remove([kind], () => volumes.mark(kind, shop)?.claim === markClaim),
  }

  return {
    engine,
    tags,
    listTags: () => ask(() => ok(volumes.tags())),
    observe: async () => {
      const tag = await tags.read(shop)
      if (!tag.ok) return tag
      return ask((): Result<Observation, Problem> => {
        const found = productIn(host.all(), tag.value)
        if (found === null) return failed({ code: 'product-not-found' })
        return ok({ product: found, members: inspected(found), tag: tag.value })
      })
    },
  }
}

/** What someone removed at the same moment. */
const vanished: Result<never, EngineProblem> = failed({
  code: 'engine-answer-unreadable',
  detail: 'It was created and is not there.',
})

function never(): Promise<never> {
  return new Promise(() => undefined)
}
