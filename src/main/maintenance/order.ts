import type { Step, StepId } from '../../shared/plan'

/**
 * The same steps, each after those that come first, without the `after`s that close a circle:
 * labels can say that two containers depend on each other, and then one has to begin.
 */
export function withoutCycles(steps: readonly Step[]): readonly Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const visiting = new Set<StepId>()
  const ordered = new Map<StepId, Step>()

  function visit(step: Step): void {
    visiting.add(step.id)
    const after = step.after.filter(({ step: id }) => {
      const first = byId.get(id)
      if (first === undefined || visiting.has(id)) return false
      if (!ordered.has(id)) visit(first)
      return true
    })
    visiting.delete(step.id)
    ordered.set(step.id, { ...step, after })
  }

  for (const step of steps) if (!ordered.has(step.id)) visit(step)
  return [...ordered.values()]
}
