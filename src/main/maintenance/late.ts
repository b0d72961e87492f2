import type { ContainerId } from '../../shared/ids'
import type { Tag } from '../../shared/maintenance'
import { ok } from '../../shared/result'
import { execute } from './execute'
import { withoutCycles } from './order'
import { planOfExiting } from './plan'
import type { Host } from './ports'

/**
 * What this Tagout was at when the tag that it entered for was taken down, or began to be: the
 * engine may have come to it when another Tagout had restored and confirmed everything.
 */
export interface LateSteps {
  readonly tag: Tag
  readonly containers: ReadonlySet<ContainerId>
}

/** Brings back what was stopped or held late, and nothing else, unless a tag hangs there again. */
export async function restoreLate({ tag, containers }: LateSteps, host: Host): Promise<void> {
  const product = tag.productDeploymentId
  const seen = await host.observe(product)
  if (!seen.ok || seen.value.tag !== null) return
  // Without the exit: what was stopped late must not be taken for a batch that ran to its end.
  const { steps } = planOfExiting({ ...tag, exit: null }, seen.value.members)
  const own = steps.filter(
    ({ action, target }) => action.type !== 'await' && containers.has(target.container),
  )
  await execute(
    { steps: withoutCycles(own), gone: [] },
    {
      engine: host.engine,
      stillOurs: async () => {
        const hanging = await host.tags.read(product)
        return hanging.ok ? ok(hanging.value === null) : hanging
      },
      isCancelled: () => false,
      cancelled: new Promise(() => undefined),
      began: () => undefined,
      ended: () => undefined,
    },
  )
}
