import type { Container, Details } from './container'
import { isUp } from './container'
import type { ContainerId, EnvironmentId, ProductDeploymentId } from './ids'
import type { Change } from './change'
import type { Maintenance } from './maintenance'
import type { ObserverStatus } from './observer'
import type { Telling } from './setter'

/**
 * - `member`: stopped on entry, started on exit, counts for the status
 * - `ignored`: by its label, or as a Swarm job, neither stopped nor started; doesn't count
 * - `one-shot`: runs to its end and stays ended; doesn't count
 */
export type Role = 'member' | 'ignored' | 'one-shot'

export const conditions = [
  'service_started',
  'service_healthy',
  'service_completed_successfully',
] as const
export type Condition = (typeof conditions)[number]

/** What a service waits for, within its stack. */
export interface Dependency {
  readonly service: string
  readonly condition: Condition
}

/** A container, or a whole Swarm service, in its place in a product deployment. */
export interface Member extends Omit<Container, 'labels'> {
  readonly stack: string
  readonly service: string
  /** Counts from 1. */
  readonly replica: number
  readonly role: Role
  readonly dependsOn: readonly Dependency[]
}

export interface InspectedMember extends Member {
  readonly details: Details
}

interface Service {
  readonly name: string
  readonly containers: readonly Member[]
}

export interface Stack {
  readonly name: string
  readonly services: readonly Service[]
}

/** A product, with a name and perhaps a version, as it is deployed in one environment. */
export interface ProductDeployment {
  readonly id: ProductDeploymentId
  readonly name: string
  readonly version: string | null
  readonly stacks: readonly Stack[]
}

export type Status = 'Running' | 'PartiallyRunning' | 'Stopped'

/**
 * Measured, never painted. `Stopped` means that no container that counts has a process;
 * `Running`, that each one runs (a paused or restarting one does not).
 */
export function statusOf(product: ProductDeployment): Status {
  const counted = membersOf(product).filter(({ role }) => role === 'member')
  if (counted.every(({ state }) => !isUp(state))) return 'Stopped'
  return counted.every(({ state }) => state === 'running') ? 'Running' : 'PartiallyRunning'
}

export function membersOf(product: Pick<ProductDeployment, 'stacks'>): readonly Member[] {
  return product.stacks.flatMap(({ services }) => services.flatMap(({ containers }) => containers))
}

/**
 * A container that runs although it should not: it was started after the tag was hung.
 * - `in-snapshot`: it was there when the maintenance began, or came in the place of one that was
 * - `appeared`: it came later, and an exit doesn't start it
 */
export interface Drifting {
  readonly container: ContainerId
  readonly kind: 'in-snapshot' | 'appeared'
}

/** A container that drifts, as it is told to people. */
export interface DriftShown extends Drifting {
  readonly name: string
  /** It is a Swarm service. */
  readonly isService: boolean
}

/** What is shown of a product deployment wherever it is. */
export interface ProductShown extends Omit<ProductDeployment, 'stacks'> {
  readonly environmentId: EnvironmentId
  readonly status: Status
  readonly maintenance: Maintenance
  readonly drift: readonly DriftShown[]
  readonly observer: ObserverStatus | null
  /** Where the product is told of a manual maintenance, for people; null: it has no setter. */
  readonly setter: string | null
  /** What became of telling it of the maintenance that it is in, where this Tagout was to do that. */
  readonly told: Telling | null
  /** Its containers are not the engine's word of now, but of then (ISO 8601); null while online. */
  readonly asOf: string | null
}

/** With its containers, for its own page. */
export interface ProductView extends ProductShown {
  readonly stacks: readonly Stack[]
  /** The change under way, or the one that was not completed. */
  readonly change: Change | null
}

/** A container that belongs to no stack and no product. */
export interface Unassigned {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly state: Container['state']
}
