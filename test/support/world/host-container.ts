import type { InspectedContainer, RestartPolicy } from '../../../src/shared/container'

/** A container as a host keeps it: what an inspection tells, and what only the daemon knows. */
export interface HostContainer extends InspectedContainer {
  /** `docker stop` was asked for it since it was last started: `unless-stopped` heeds that. */
  readonly manuallyStopped: boolean
}

export type Details = HostContainer['details']

export function withDetails(container: HostContainer, news: Partial<Details>): HostContainer {
  return { ...container, details: { ...container.details, ...news } }
}

/** As it is written in `@on-failure:3`. */
export function policyNamed(text: string): RestartPolicy {
  const [name = '', count] = text.split(':')
  const maximumRetryCount = Number(count ?? 0)
  switch (name) {
    case 'no':
    case 'always':
    case 'unless-stopped':
    case 'on-failure':
      return { name, maximumRetryCount }
    default:
      throw new Error(`No restart policy: ${text}`)
  }
}

export function policyText({ name, maximumRetryCount }: RestartPolicy): string {
  return maximumRetryCount > 0 ? `${name}:${maximumRetryCount}` : name
}
