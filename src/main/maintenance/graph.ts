import type { Condition, InspectedMember } from '../../shared/product'

interface DependencyOn {
  readonly on: InspectedMember
  readonly condition: Condition
}

export interface Graph {
  dependenciesOf(member: InspectedMember): readonly DependencyOn[]
  dependentsOf(member: InspectedMember): readonly InspectedMember[]
  /** Some other container waits for its end, not for its start. */
  isAwaitedToEnd(member: InspectedMember): boolean
}

/** Who needs whom: by `depends_on` within a stack, and by sharing another container's network. */
export function graphOf(members: readonly InspectedMember[]): Graph {
  const byService = new Map<string, InspectedMember[]>()
  const byIdOrName = new Map<string, InspectedMember>()
  for (const member of members) {
    const place = placeOf(member.stack, member.service)
    byService.set(place, [...(byService.get(place) ?? []), member])
    byIdOrName.set(member.name, member).set(member.id, member)
  }
  const dependencies = new Map<InspectedMember, readonly DependencyOn[]>()
  const dependents = new Map<InspectedMember, InspectedMember[]>()
  const awaited = new Set<InspectedMember>()
  for (const member of members) {
    const found = new Map<InspectedMember, Condition>()
    const network = byIdOrName.get(member.sharesNetworkOf ?? '')
    if (network !== undefined) found.set(network, 'service_started')
    for (const { service, condition } of member.dependsOn) {
      const replicas = byService.get(placeOf(member.stack, service)) ?? []
      for (const on of replicas) found.set(on, condition)
    }
    found.delete(member)
    for (const [on, condition] of found) {
      dependents.set(on, [...(dependents.get(on) ?? []), member])
      if (condition === 'service_completed_successfully') awaited.add(on)
    }
    dependencies.set(
      member,
      [...found].map(([on, condition]) => ({ on, condition })),
    )
  }
  return {
    dependenciesOf: (member) => dependencies.get(member) ?? [],
    dependentsOf: (member) => dependents.get(member) ?? [],
    isAwaitedToEnd: (member) => awaited.has(member),
  }
}

function placeOf(stack: string, service: string): string {
  return JSON.stringify([stack, service])
}
