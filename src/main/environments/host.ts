import { atOnce } from '../../shared/at-once'
import type { InspectedContainer } from '../../shared/container'
import type { ContainerId, ProductDeploymentId } from '../../shared/ids'
import type { Tag, UnreadableTag } from '../../shared/maintenance'
import type { EngineProblem, Problem } from '../../shared/problem'
import { membersOf } from '../../shared/product'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { DockerConnection } from '../docker/connect'
import { usualDeadlines } from '../docker/deadlines'
import type { Host, Observation } from '../maintenance/ports'
import { inspectedOf, needInspection, productOf } from './world'
import type { HostWorld } from './world'

/** Inspections under way at once: the engine answers each in a millisecond or two. */
const inspectionsAtOnce = 16

export interface HostPorts {
  /** Tells the other products, whose names count for ids. */
  readonly world: () => HostWorld
  /** What was inspected for an observation. */
  readonly learn: (inspected: readonly InspectedContainer[]) => void
}

/** One environment as the core sees it. */
export function createHost(connection: DockerConnection, { world, learn }: HostPorts): Host {
  async function observe(product: ProductDeploymentId): Promise<Result<Observation, Problem>> {
    const [listed, tag] = await Promise.all([connection.list(), connection.tags.read(product)])
    if (!listed.ok) return listed
    if (!tag.ok) return tag
    const tags = tagsWith(world().tags, product, tag.value)
    const containers = new Map(listed.value.map((container) => [container.id, container]))
    const found = productOf({ containers, tags }, product)
    if (found === null) return failed({ code: 'product-not-found' })
    const ids = membersOf(found).flatMap(({ id, details }) => (details === null ? [id] : []))
    const details = await detailed(ids)
    if (!details.ok) return details
    learn(details.value)
    for (const id of ids) containers.delete(id)
    for (const container of details.value) containers.set(container.id, container)
    // Once more: what is a one-shot is known by its restart policy.
    const seen = productOf({ containers, tags }, product) ?? { ...found, stacks: [] }
    return ok({ product: seen, members: inspectedOf(seen), tag: tag.value })
  }

  /** Of a container that is there but not inspected in time: what is listed, and what was known. */
  async function detailed(
    ids: readonly ContainerId[],
  ): Promise<Result<readonly InspectedContainer[], EngineProblem>> {
    const inspected = await inspectAll(connection, ids)
    if (!inspected.ok || inspected.value.length === ids.length) return inspected
    const answered = new Set(inspected.value.map(({ id }) => id))
    const listed = await connection.list()
    if (!listed.ok) return listed
    const silent = listed.value.filter(({ id }) => ids.includes(id) && !answered.has(id))
    const known = silent.flatMap((container): InspectedContainer[] => {
      const details = world().containers.get(container.id)?.details
      return details ? [{ ...container, details }] : []
    })
    return known.length === silent.length
      ? ok([...inspected.value, ...known])
      : failed({ code: 'engine-timeout', seconds: usualDeadlines.inspect / 1000 })
  }

  return {
    engine: connection.engine,
    tags: connection.tags,
    listTags: () => connection.listTags(),
    observe,
  }
}

function tagsWith(
  tags: HostWorld['tags'],
  product: ProductDeploymentId,
  tag: Tag | UnreadableTag | null,
): HostWorld['tags'] {
  const known = new Map(tags)
  if (tag === null) known.delete(product)
  else known.set(product, tag)
  return known
}

/**
 * Those that are still there; one that was removed meanwhile is left out, and so is one of which
 * the engine doesn't answer: it holds a container's lock while a stop of it hangs (20.10).
 */
export async function inspectAll(
  { engine }: DockerConnection,
  ids: readonly ContainerId[],
): Promise<Result<readonly InspectedContainer[], EngineProblem>> {
  const inspected: InspectedContainer[] = []
  const problems: EngineProblem[] = []
  await atOnce(inspectionsAtOnce, ids, async (id) => {
    if (problems.length > 0) return
    const result = await engine.inspect(id)
    if (result.ok) inspected.push(result.value)
    else if (!isOfOneContainer(result.problem)) problems.push(result.problem)
  })
  const [problem] = problems
  return problem === undefined ? ok(inspected) : failed(problem)
}

function isOfOneContainer({ code }: EngineProblem): boolean {
  return code === 'container-gone' || code === 'engine-timeout'
}

/** All that the engine says at the beginning of a connection. */
export async function firstWorld(
  docker: DockerConnection,
): Promise<Result<HostWorld, EngineProblem>> {
  const [listed, tagged] = await Promise.all([docker.list(), docker.listTags()])
  if (!listed.ok) return listed
  if (!tagged.ok) return tagged
  const containers = new Map(listed.value.map((container) => [container.id, container]))
  const tags = new Map(tagged.value.map((tag) => [String(tag.productDeploymentId), tag]))
  const inspected = await inspectAll(docker, needInspection({ containers, tags }))
  if (!inspected.ok) return inspected
  for (const container of inspected.value) containers.set(container.id, container)
  return ok({ containers, tags })
}
