import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { Automation } from '../../../shared/automation'
import type { ProductRef } from '../../../shared/ids'
import type { Bridge } from '../../../shared/ipc'
import type { Problem } from '../../../shared/problem'
import { answered } from './confirmation-store'

export type Asked =
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly automation: Automation }
  | { readonly state: 'failed'; readonly problem: Problem }

export interface AutomationStore {
  readonly store: StoreApi<Asked>
  /** Asks main; what is known stays until there is an answer. */
  readonly ask: () => Promise<void>
}

/** What of the product is automatic, as main has it. */
export function createAutomationStore(bridge: Bridge, product: ProductRef): AutomationStore {
  const store = createStore<Asked>(() => ({ state: 'asking' }))
  let questions = 0
  return {
    store,
    ask: async () => {
      const mine = ++questions
      const result = await answered(() => bridge.call('automation.get', { product }))
      // Of two answers the later question's is the truer.
      if (mine !== questions) return
      store.setState(
        result.ok
          ? { state: 'known', automation: result.value }
          : { state: 'failed', problem: result.problem },
        true,
      )
    },
  }
}
