import { describe, expect, it } from 'vitest'
import type { OperationMode } from '../../src/shared/maintenance'
import type { Arena } from './arena'
import { intentOn } from './judge'
import { chanceOf, isLong } from './ledger'
import type { Chance } from './ledger'
import type { Fuse } from './messages'
import { connected } from './part-way'
import { effectsOf } from './product'
import type { TagoutProcess } from './process'

interface Death {
  readonly entering: Fuse
  readonly exiting: Fuse
}

const moments = ['before', 'during', 'after'] as const
const inShort = 6

/** Every moment of every effect; exiting has more of them, so that some of entering come twice. */
function everyDeath(): readonly Death[] {
  const fuses = (effects: number): readonly Fuse[] =>
    moments.flatMap((dies) => Array.from({ length: effects }, (_, effect) => ({ dies, effect })))
  const entering = fuses(effectsOf.entering)
  return fuses(effectsOf.exiting).map((exiting, index) => ({
    entering: entering[index % entering.length] ?? exiting,
    exiting,
  }))
}

/** Spread over both changes, so that beginning, middle and end are met each time, in every way. */
function someDeaths(chance: Chance): readonly Death[] {
  const spread = (effects: number): readonly Fuse[] => {
    const share = effects / inShort
    const ways = chance.below(moments.length)
    return Array.from({ length: inShort }, (_, index) => ({
      dies: moments[(index + ways) % moments.length] ?? 'during',
      effect: Math.floor(share * index) + chance.below(Math.ceil(share)),
    }))
  }
  const exiting = spread(effectsOf.exiting)
  return spread(effectsOf.entering).flatMap((entering, index) => {
    const other = exiting[index]
    return other === undefined ? [] : [{ entering, exiting: other }]
  })
}

const deaths = (isLong ? everyDeath() : someDeaths(chanceOf('deaths'))).map(
  (death) => [inWords(death.entering), inWords(death.exiting), death] as const,
)

function inWords({ dies, effect }: Fuse): string {
  return `${dies} effect ${effect}`
}

export function tagoutKilled(arena: Arena): void {
  describe('A Tagout', () => {
    it('that nothing befalls has the effects that are counted on', async () => {
      const before = await arena.look()
      const tagout = arena.start()
      await connected(tagout)

      const entered = await tagout.change('Maintenance')
      const down = await arena.endsIn('Maintenance', tagout, { before, at: before })
      const exited = await tagout.change('Normal')
      await arena.endsIn('Normal', tagout, { before, at: down })

      expect([entered, exited]).toMatchObject([
        { result: 'changed', effects: effectsOf.entering },
        { result: 'changed', effects: effectsOf.exiting },
      ])
    })

    it.each(deaths)(
      'killed %s of entering, and %s of exiting: comes back and finishes',
      async (_, __, { entering, exiting }) => {
        const before = await arena.look()

        const first = arena.start()
        await dies(arena, first, 'Maintenance', entering)
        const second = arena.start()
        const intended = await intentAfter(arena, second, entering)
        const afterFirst = await arena.endsIn(intended, second, { before, at: before })
        if (intended === 'Normal') await second.change('Maintenance')
        const down = await arena.endsIn('Maintenance', second, { before, at: afterFirst })

        await dies(arena, second, 'Normal', exiting)
        const third = arena.start()
        const meant = await intentAfter(arena, third, exiting)
        const afterSecond = await arena.endsIn(meant, third, { before, at: down })
        if (meant === 'Maintenance') await third.change('Normal')
        await arena.endsIn('Normal', third, { before, at: meant === 'Normal' ? down : afterSecond })
      },
    )
  })
}

async function dies(
  arena: Arena,
  tagout: TagoutProcess,
  to: OperationMode,
  fuse: Fuse,
): Promise<void> {
  await connected(tagout)
  expect(await tagout.change(to, fuse)).toBe('died')
  arena.ledger.fault(`killed ${inWords(fuse)} to ${to}`)
}

/** The request for the tag itself may have been under way when it died, and arrive later. */
async function intentAfter(arena: Arena, next: TagoutProcess, fuse: Fuse): Promise<OperationMode> {
  if (fuse.dies === 'during' && fuse.effect === 0) await connected(next)
  return intentOn(await arena.look())
}
