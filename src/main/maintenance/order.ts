import type { After, Step, StepId } from '../../shared/plan'

interface Visit {
  readonly step: Step
  readonly kept: After[]
  /** How many of its `after`s were looked at. */
  looked: number
}

/**
 * The same steps, each after those that come first, without the `after`s that close a circle:
 * labels can say that two containers depend on each other, and then one has to begin. Depth first,
 * without recursion: a chain may be longer than the call stack.
 */
export function withoutCycles(steps: readonly Step[]): readonly Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const visiting = new Set<StepId>()
  const ordered = new Map<StepId, Step>()

  function visit(first: Step): void {
    const path = [begin(first)]
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const { step, kept } = visit
      const after = step.after[visit.looked]
      if (after === undefined) {
        visiting.delete(step.id)
        ordered.set(step.id, { ...step, after: kept })
        path.pop()
        continue
      }
      const next = byId.get(after.step)
      if (next !== undefined && !visiting.has(next.id) && !ordered.has(next.id)) {
        path.push(begin(next))
        continue
      }
      if (next !== undefined && !visiting.has(next.id)) kept.push(after)
      visit.looked++
    }
  }

  function begin(step: Step): Visit {
    visiting.add(step.id)
    return { step, kept: [], looked: 0 }
  }

  for (const step of steps) if (!ordered.has(step.id)) visit(step)
  return [...ordered.values()]
}
