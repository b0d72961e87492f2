import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { Outcome } from '../../../shared/change'
import type { Bridge } from '../../../shared/ipc'
import type { OperationMode } from '../../../shared/maintenance'
import type { Preview } from '../../../shared/preview'
import type { Problem } from '../../../shared/problem'
import { membersOf } from '../../../shared/product'
import type { ProductView } from '../../../shared/product'
import { failed } from '../../../shared/result'
import type { Result } from '../../../shared/result'
import { next } from './confirmation'
import type { Confirmation, Happening } from './confirmation'
import { refOf } from './world'

interface ConfirmationState {
  readonly confirmation: Confirmation
  /** As last seen: what is shown when an exit leaves nothing of it behind. */
  readonly product: ProductView
}

export interface ConfirmationFlow {
  readonly store: StoreApi<ConfirmationState>
  readonly preview: () => Promise<void>
  readonly submit: (reason: string, acknowledged: boolean) => Promise<void>
  readonly retry: () => Promise<void>
  readonly cancel: () => Promise<Result<void, Problem>>
  readonly observe: (product: ProductView) => void
  readonly beginAfresh: () => void
}

/** One page's way from the preview to the end of a change. It shows only what main has said. */
export function createConfirmation(
  bridge: Bridge,
  to: OperationMode,
  first: ProductView,
): ConfirmationFlow {
  const product = refOf(first)
  const store = createStore<ConfirmationState>(() => ({
    confirmation: next({ phase: 'previewing' }, { type: 'observed', product: first }, to),
    product: first,
  }))
  let previews = 0

  const happened = (happening: Happening): void =>
    store.setState(({ confirmation }) => ({ confirmation: next(confirmation, happening, to) }))

  const preview = async (): Promise<void> => {
    const mine = ++previews
    const result = await answered<Preview>(() =>
      bridge.call('maintenance.preview', { product, to }),
    )
    // Of two previews that were asked for, the later one is the truer.
    if (mine === previews) happened({ type: 'previewed', result })
  }

  const change = async (begin: () => Promise<Result<Outcome, Problem>>): Promise<void> => {
    happened({ type: 'begun' })
    happened({ type: 'ended', result: await answered(begin) })
  }

  return {
    store,
    preview,
    submit: (reason, acknowledged) =>
      change(() => bridge.call('maintenance.change', { product, to, reason, acknowledged })),
    retry: () => change(() => bridge.call('maintenance.retry', { product })),
    cancel: () => answered(() => bridge.call('maintenance.cancel', { product })),
    observe: (seen) => {
      const { confirmation, product: before } = store.getState()
      store.setState({ product: seen })
      happened({ type: 'observed', product: seen })
      if (confirmation.phase === 'asking' && looksOf(seen) !== looksOf(before)) void preview()
    },
    beginAfresh: () => happened({ type: 'begun-afresh' }),
  }
}

/** What a preview depends on: a product that looks the same has the same one. */
function looksOf(product: ProductView): string {
  return membersOf(product)
    .map(({ id, role, state }) => `${id} ${role} ${state}`)
    .join('\n')
}

/** What a call that main rejects is told as. */
export type Defect = Extract<Problem, { readonly code: 'malformed-request' }>

/** A call that main rejects is a defect: it is told like any other problem. */
export async function answered<T, Refusal = Problem>(
  ask: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal | Defect>> {
  try {
    return await ask()
  } catch (error) {
    return failed({ code: 'malformed-request', detail: String(error) })
  }
}
