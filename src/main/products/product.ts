import type { Container } from '../../shared/container'
import type { ContainerId } from '../../shared/ids'
import type { Snapshot, SnapshotEntry } from '../../shared/maintenance'
import type { Member, ProductDeployment, Role, Stack } from '../../shared/product'
import { dependenciesOf, imageVersionOf, isIgnored, isLabelledOneShot, labelOf } from './labels'
import type { Placed } from './place'
import { byText, sortedGroups } from './sorted'

/** By Tagout's label where those who carry it agree; else the images', when all agree. */
export function versionOf(members: readonly Placed[]): string | null {
  const labels = members.map(({ container }) => container.labels)
  const own = new Set(labels.map((each) => labelOf(each, 'version')))
  own.delete(null)
  if (own.size > 0) return own.size === 1 ? ([...own][0] ?? null) : null
  const images = new Set(
    members
      .filter(({ container }) => container.swarm?.kind !== 'service')
      .map(({ container }) => imageVersionOf(container.labels)),
  )
  return images.size === 1 ? ([...images][0] ?? null) : null
}

/** @param snapshot what its containers were at entry, when the product is in maintenance */
export function stacksOf(
  members: readonly Placed[],
  snapshot: Snapshot | undefined,
): readonly Stack[] {
  const before = entriesOf(snapshot)
  return sortedGroups(members, ({ stack }) => stack).map(([name, inStack]) => ({
    name,
    services: sortedGroups(inStack, ({ service }) => service).map(([service, inService]) => ({
      name: service,
      containers: replicas(inService).map(([placed, replica]) => memberOf(placed, replica, before)),
    })),
  }))
}

/** With the container as it has become, in the place that it has. Everything else is the same. */
export function withMember(
  product: ProductDeployment,
  placed: Placed,
  snapshot: Snapshot | undefined,
): ProductDeployment {
  const before = entriesOf(snapshot)
  const member = (each: Member): Member =>
    each.id === placed.container.id ? memberOf(placed, each.replica, before) : each
  return {
    ...product,
    stacks: product.stacks.map((stack) =>
      stack.name !== placed.stack
        ? stack
        : {
            ...stack,
            services: stack.services.map((service) =>
              service.name !== placed.service
                ? service
                : { ...service, containers: service.containers.map(member) },
            ),
          },
    ),
  }
}

/** What a container was at entry; a recreated one, what was in its place. */
type Entries = (id: ContainerId, place: string) => SnapshotEntry | undefined

const entries = new WeakMap<Snapshot, Entries>()

function entriesOf(snapshot: Snapshot | undefined): Entries {
  if (snapshot === undefined) return () => undefined
  const known = entries.get(snapshot)
  if (known !== undefined) return known
  const byId = new Map(snapshot.containers.map((entry) => [entry.id, entry]))
  const byPlace = new Map(
    snapshot.containers.map((entry) => [seatOf(entry.stack, entry.service, entry.replica), entry]),
  )
  const found: Entries = (id, place) => byId.get(id) ?? byPlace.get(place)
  entries.set(snapshot, found)
  return found
}

function seatOf(stack: string, service: string, replica: number): string {
  return JSON.stringify([stack, service, replica])
}

/** By their number, where they carry one; else numbered by name. */
function replicas(members: readonly Placed[]): readonly (readonly [Placed, number])[] {
  return [...members]
    .sort((one, other) => byText(one.container.name, other.container.name))
    .map((placed, index): [Placed, number] => {
      const number = Number(labelOf(placed.container.labels, 'replica'))
      return [placed, Number.isInteger(number) && number > 0 ? number : index + 1]
    })
    .sort(([, one], [, other]) => one - other)
}

const made = new WeakMap<Container, Member>()

/** A container that is the same, in the same place, yields the same member. */
function memberOf(placed: Placed, replica: number, before: Entries): Member {
  const { stack, service } = placed
  const { labels, ...container } = placed.container
  const role = roleOf(placed.container, before(container.id, seatOf(stack, service, replica)))
  const known = made.get(placed.container)
  if (
    known?.stack === stack &&
    known.service === service &&
    known.replica === replica &&
    known.role === role
  ) {
    return known
  }
  const member = { ...container, stack, service, replica, role, dependsOn: dependenciesOf(labels) }
  made.set(placed.container, member)
  return member
}

/**
 * An exited container that nothing would restart is a one-shot. In maintenance every container has
 * exited and is held from restarting, so there the snapshot says what it was.
 */
function roleOf(container: Container, entry: SnapshotEntry | undefined): Role {
  const service = container.swarm?.kind === 'service' ? container.swarm : null
  if (isIgnored(container.labels) || service?.mode === 'job') return 'ignored'
  if (isLabelledOneShot(container.labels)) return 'one-shot'
  if (service !== null || (entry !== undefined && entry.was !== 'stopped')) return 'member'
  const policy = entry?.restartPolicy ?? container.details?.restartPolicy
  return container.state === 'exited' && policy?.name === 'no' ? 'one-shot' : 'member'
}
