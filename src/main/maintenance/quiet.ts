import type { Claim } from '../../shared/ids'
import type { Tag } from '../../shared/maintenance'
import type { Plan } from '../../shared/plan'
import type { InspectedMember } from '../../shared/product'
import type { Clock } from './ports'
import { hasBegun } from './telling-due'

/** How long another Tagout may be busy without anything moving, since it tells the product. */
interface Quiet {
  /** Milliseconds that are left of what it announced, counted since this Tagout has seen it. */
  left(tag: Tag, members: readonly InspectedMember[], plan: Plan): number
}

export function createQuiet(clock: Clock): Quiet {
  const since = new Map<Claim, number>()
  return {
    left: (tag, members, plan) => {
      const { claim, quietSeconds = 0 } = tag.exit ?? tag
      const isQuiet = tag.exit === null ? !hasBegun(tag, members) : plan.steps.length === 0
      if (!isQuiet || quietSeconds === 0) return 0
      const now = clock.now()
      const from = since.get(claim) ?? now
      since.set(claim, from)
      // A clock that was put back must not make it longer.
      return Math.min(quietSeconds * 1000, Math.max(0, from + quietSeconds * 1000 - now))
    },
  }
}
