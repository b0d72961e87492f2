import type { ApiChange, ApiContainerOutcome } from '../../../shared/api/change'
import type { ApiTelling } from '../../../shared/api/parts'
import type { Change, ContainerOutcome } from '../../../shared/change'
import type { Telling } from '../../../shared/setter'
import { sourceTroubleOf, troubleOf } from './trouble'

export function tellingWords(telling: Telling | null): ApiTelling | null {
  if (telling === null) return null
  const { problem } = telling
  return { ...telling, problem: problem === null ? null : sourceTroubleOf(problem) }
}

export function changeWords(change: Change | null): ApiChange | null {
  if (change === null) return null
  const { to, state, cancelling, telling, steps, problem } = change
  return {
    mode: to,
    state,
    cancelling,
    telling: tellingWords(telling),
    steps: steps.map(({ step, container, problem, ...rest }) => ({
      ...rest,
      id: step,
      containerId: container,
      problem: problem === null ? null : troubleOf(problem),
    })),
    problem: problem === null ? null : troubleOf(problem),
  }
}

export function containerOutcomeWords(outcome: ContainerOutcome): ApiContainerOutcome {
  const { container, problem, ...rest } = outcome
  return {
    ...rest,
    containerId: container,
    problem: problem === null ? null : troubleOf(problem),
  }
}
