import type Docker from 'dockerode'
import { z } from 'zod'
import { inspectAll } from '../support/inspections'
import type { Inspections } from '../support/inspections'
import { tagsOn } from '../support/tags'
import { startsIn } from './product'

/** All that a run is judged by, as the engine says it. */
export interface Seen {
  /** By name. */
  readonly containers: Readonly<Record<string, Observed>>
  readonly inspections: Inspections
  /** Names of the volumes that are tags or marks. */
  readonly tags: readonly string[]
  /** By name, how often each was started since it was first made. */
  readonly starts: Readonly<Record<string, number>>
}

export interface Observed {
  /** In the engine's word. */
  readonly state: string
  /** `<name>:<maximum retry count>` */
  readonly policy: string
}

const inspection = z
  .object({
    State: z.object({ Status: z.string() }),
    HostConfig: z.object({
      RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number() }),
    }),
  })
  .transform(({ State, HostConfig: { RestartPolicy } }): Observed => {
    return {
      state: State.Status,
      policy: `${RestartPolicy.Name}:${RestartPolicy.MaximumRetryCount}`,
    }
  })

export async function look(docker: Docker, starts: string): Promise<Seen> {
  const [inspections, tags] = await Promise.all([inspectAll(docker), tagsOn(docker)])
  const containers = Object.entries(inspections).map(
    ([name, one]) => [name, inspection.parse(one)] as const,
  )
  return {
    containers: Object.fromEntries(containers),
    inspections,
    tags,
    starts: await startsIn(starts),
  }
}
