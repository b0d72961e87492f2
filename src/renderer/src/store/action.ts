import { useState } from 'react'
import type { Problem } from '../../../shared/problem'
import type { Result } from '../../../shared/result'
import { answered } from './confirmation-store'
import type { Defect } from './confirmation-store'

export interface Action<Refusal = Problem> {
  readonly run: () => void
  readonly pending: boolean
  /** Of the last run. */
  readonly problem: Refusal | Defect | null
}

/** A button's request: pending while it is asked, and why it was refused. */
export function useAction<Refusal = Problem>(
  ask: () => Promise<Result<unknown, Refusal>>,
): Action<Refusal> {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Refusal | Defect | null>(null)

  const run = async (): Promise<void> => {
    setPending(true)
    setProblem(null)
    const result = await answered(ask)
    setPending(false)
    setProblem(result.ok ? null : result.problem)
  }

  return { run: () => void run(), pending, problem }
}
