import { describe, expect, it } from 'vitest'
import { createPace } from '../../../src/main/environments/pace'
import { createManualClock } from '../../support/world/manual-clock'
import { drained } from '../../support/world/traffic'

/** Work that ends when the test says so; tells what has begun. */
function works() {
  const clock = createManualClock('2026-11-22T20:00:00Z')
  const pace = createPace(clock, { atOnce: 2, apart: 50 })
  const begun: string[] = []
  const ends: (() => void)[] = []
  return {
    clock,
    begun,
    ask: (key: string) =>
      pace(key, () => {
        begun.push(key)
        return new Promise<void>((resolve) => ends.push(resolve))
      }),
    endAll: async () => {
      for (const end of ends.splice(0)) end()
      await drained()
    },
  }
}

describe('a pace', () => {
  it('begins the first of a key at once, and no more of all keys than there is room for', async () => {
    const { ask, begun, endAll } = works()
    for (const key of ['web', 'api', 'db']) ask(key)
    const atOnce = [...begun]

    await endAll()

    expect({ atOnce, begun }).toEqual({ atOnce: ['web', 'api'], begun: ['web', 'api', 'db'] })
  })

  it('does once more, not sooner than so long after, what was asked for again meanwhile', async () => {
    const { ask, begun, clock, endAll } = works()
    for (let times = 0; times < 4; times++) ask('web')
    await endAll()
    clock.pass(49)
    const early = [...begun]

    clock.pass(1)
    await endAll()
    clock.pass(1000)

    expect({ early, begun }).toEqual({ early: ['web'], begun: ['web', 'web'] })
  })

  it('begins at once again when nothing was asked for in between', async () => {
    const { ask, begun, clock, endAll } = works()
    ask('web')
    await endAll()
    clock.pass(50)

    ask('web')

    expect(begun).toEqual(['web', 'web'])
  })

  it('forgets nothing that is asked for while it pauses', async () => {
    const { ask, begun, clock, endAll } = works()
    ask('web')
    await endAll()
    clock.pass(10)
    ask('web')

    clock.pass(40)

    expect(begun).toEqual(['web', 'web'])
  })
})
