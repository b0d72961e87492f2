import type { StepProgress } from '../../shared/change'
import type { ContainerId } from '../../shared/ids'
import type { Tag } from '../../shared/maintenance'
import type { Plan, StepId } from '../../shared/plan'
import type { Problem } from '../../shared/problem'
import type { Result } from '../../shared/result'
import type { Cancellation } from './cancellation'
import { execute } from './execute'
import { joined } from './joined'
import type { Clock, Host } from './ports'

/** The steps of one run, carried out and told of. */
interface RunSteps {
  /** Steps of these have ended since the tag was last known to hang. */
  readonly unsure: ReadonlySet<ContainerId>
  /** The tag was just seen. */
  sure(): void
  /** Yields when each has ended, one way or another. */
  carryOut(plan: Plan, host: Host, tag: Tag): Promise<void>
}

interface StepPorts {
  readonly clock: Clock
  readonly cancellation: Cancellation
  /** Gets what is started. */
  readonly started: Set<ContainerId>
  readonly tell: (step: StepId, news: Partial<StepProgress>) => void
}

export function createRunSteps({ clock, cancellation, started, tell }: StepPorts): RunSteps {
  const unsure = new Set<ContainerId>()

  async function stillHangs(
    { tags }: Host,
    { productDeploymentId, claim, exit }: Tag,
  ): Promise<Result<boolean, Problem>> {
    const endedBefore = [...unsure]
    const hangs = await tags.stillHangs(productDeploymentId, claim, exit?.claim ?? null)
    if (hangs.ok && hangs.value) for (const container of endedBefore) unsure.delete(container)
    return hangs
  }

  return {
    unsure,
    sure: () => unsure.clear(),
    carryOut: (plan, host, tag) => {
      const startedAt = new Map<StepId, number>()
      return execute(plan, {
        engine: host.engine,
        stillOurs: joined(() => stillHangs(host, tag)),
        isCancelled: cancellation.isThere,
        cancelled: cancellation.came,
        began: ({ id }) => {
          const now = clock.now()
          startedAt.set(id, now)
          tell(id, { state: 'running', startedAt: new Date(now).toISOString() })
        },
        ended: ({ id, action, target }, end) => {
          if (action.type === 'start' && end.state === 'done') started.add(target.container)
          const began = startedAt.get(id)
          if (began !== undefined) unsure.add(target.container)
          const tookMs = began === undefined ? null : clock.now() - began
          const problem = end.state === 'done' ? null : end.problem
          tell(id, { state: end.state, problem, tookMs })
        },
      })
    },
  }
}
