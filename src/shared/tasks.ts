import type { Member } from './product'

/** How many containers one member stands for. */
interface Counted {
  readonly all: number
  readonly running: number
}

/** A Swarm service stands for its tasks; one without any still counts, as one that doesn't run. */
export function countedOf(members: readonly Member[]): Counted {
  const each = members.map(({ swarm, state }): Counted => {
    if (swarm?.kind !== 'service') return { all: 1, running: state === 'running' ? 1 : 0 }
    return { all: Math.max(swarm.wanted, 1), running: swarm.running }
  })
  return {
    all: each.reduce((sum, { all }) => sum + all, 0),
    running: each.reduce((sum, { running }) => sum + running, 0),
  }
}
