import { useState } from 'react'
import type { ObserverConfig, Reading } from '../../../shared/observer'
import type { Problem } from '../../../shared/problem'
import type { ProductView } from '../../../shared/product'
import { ok } from '../../../shared/result'
import { answered } from './confirmation-store'
import { useBridge } from './context'
import { refOf } from './world'

export interface ObserverTest {
  readonly pending: boolean
  readonly problem: Problem | null
  /** What exactly this configuration has read, if it was tried; changes nothing. */
  readonly readingOf: (config: ObserverConfig) => Reading | null
  /** Null: it could not be tried. */
  readonly run: (config: ObserverConfig) => Promise<Reading | null>
}

/** Tries an observer that is not saved. */
export function useObserverTest(product: ProductView): ObserverTest {
  const bridge = useBridge()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [tested, setTested] = useState<{ config: string; reading: Reading } | null>(null)

  const run = async (observer: ObserverConfig): Promise<Reading | null> => {
    setPending(true)
    setProblem(null)
    setTested(null)
    const result = await answered<Reading>(async () =>
      ok(await bridge.call('observer.test', { product: refOf(product), observer })),
    )
    setPending(false)
    if (!result.ok) {
      setProblem(result.problem)
      return null
    }
    setTested({ config: JSON.stringify(observer), reading: result.value })
    return result.value
  }

  return {
    pending,
    problem,
    run,
    readingOf: (config) => (tested?.config === JSON.stringify(config) ? tested.reading : null),
  }
}
