import { useState } from 'react'
import type { Reach, Reached } from '../../../shared/environment-config'
import type { EnvironmentId } from '../../../shared/ids'
import type { ConnectionProblem } from '../../../shared/problem'
import type { Result } from '../../../shared/result'
import { answered } from './confirmation-store'
import type { Defect } from './confirmation-store'
import { useBridge } from './context'

export type ReachOutcome = Result<Reached, ConnectionProblem | Defect>

export interface ReachTest {
  readonly pending: boolean
  /** What exactly this way has met, if it was tried. */
  readonly outcomeOf: (reach: Reach) => ReachOutcome | null
  readonly run: (reach: Reach) => Promise<void>
}

/** Tries a way to an engine; changes nothing. @param of whose key is meant by one that is kept */
export function useReachTest(of: EnvironmentId | null): ReachTest {
  const bridge = useBridge()
  const [pending, setPending] = useState<string | null>(null)
  const [tested, setTested] = useState<{ reach: string; outcome: ReachOutcome } | null>(null)

  const run = async (reach: Reach): Promise<void> => {
    const written = JSON.stringify(reach)
    setPending(written)
    setTested(null)
    const outcome = await answered(() =>
      bridge.call('environment.test', { reach, environmentId: of }),
    )
    setPending((asked) => (asked === written ? null : asked))
    setTested({ reach: written, outcome })
  }

  return {
    pending: pending !== null,
    outcomeOf: (reach) => (tested?.reach === JSON.stringify(reach) ? tested.outcome : null),
    run,
  }
}
