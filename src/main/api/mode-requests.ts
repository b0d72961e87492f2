import type { OperationModeState } from '../../shared/api/operation-mode'
import type { Outcome } from '../../shared/change'
import { keyOf } from '../../shared/ids'
import type { ProductRef } from '../../shared/ids'
import type { Problem } from '../../shared/problem'
import type { Result } from '../../shared/result'
import type { ChangeRequest } from '../maintenance/begin'
import type { MaintenanceService } from '../maintenance/service'
import { problemOf } from './problems'
import { modeAnswerOf } from './words/outcome'
import type { ModeAnswer } from './words/outcome'

type LastRequest = NonNullable<OperationModeState['lastRequest']>

/** Requests to change a mode: carried out to their end, whether whoever sent them waits or not. */
export interface ModeRequests {
  /** Yields when the change has ended, or could not be begun. */
  change(product: ProductRef, name: string, request: ChangeRequest): Promise<ModeAnswer>
  /** As soon as the change is under way, which its tag on the host tells: null. */
  begin(product: ProductRef, name: string, request: ChangeRequest): Promise<ModeAnswer | null>
  last(product: ProductRef): LastRequest | null
  /** What is known of changes is another. */
  changed(): void
}

export function createModeRequests(
  service: Pick<MaintenanceService, 'change' | 'changeOf'>,
  now: () => string,
): ModeRequests {
  const newest = new Map<string, LastRequest>()
  const waiting = new Set<() => void>()

  async function change(
    product: ProductRef,
    productName: string,
    request: ChangeRequest,
  ): Promise<ModeAnswer> {
    const { productDeploymentId } = product
    const mode = request.to
    const asked: LastRequest = { mode, at: now(), state: 'running', outcome: null, problem: null }
    newest.set(keyOf(product), asked)
    const remember = (ended: LastRequest): void => {
      if (newest.get(keyOf(product)) === asked) newest.set(keyOf(product), ended)
    }
    try {
      const result: Result<Outcome, Problem> = await service.change(product, request)
      const answer = modeAnswerOf({ productDeploymentId, productName, mode }, result)
      remember(
        answer.status === 200
          ? { ...asked, state: 'done', outcome: answer.body }
          : { ...asked, state: 'failed', problem: answer.body },
      )
      return answer
    } catch (error) {
      remember({ ...asked, state: 'failed', problem: problemOf('internal', 'See its log.') })
      throw error
    }
  }

  function isUnderWay(product: ProductRef, { to }: ChangeRequest): boolean {
    const shown = service.changeOf(product)
    return shown?.to === to && shown.state === 'running'
  }

  return {
    change,
    begin: async (product, name, request) => {
      const ended = change(product, name, request)
      const begun = new Promise<null>((resolve) => {
        const look = (): void => {
          if (isUnderWay(product, request)) resolve(null)
        }
        waiting.add(look)
        const over = (): void => void waiting.delete(look)
        void ended.then(over, over)
        look()
      })
      return Promise.race([ended, begun])
    },
    last: (product) => newest.get(keyOf(product)) ?? null,
    changed: () => {
      for (const look of waiting) look()
    },
  }
}
