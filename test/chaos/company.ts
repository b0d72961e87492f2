import type Docker from 'dockerode'
import { describe, it } from 'vitest'
import type { OperationMode } from '../../src/shared/maintenance'
import type { Arena } from './arena'
import type { Touch } from './judge'
import { chanceOf, isLong } from './ledger'
import type { Chance } from './ledger'
import { changePartWay, connected } from './part-way'
import type { TagoutProcess } from './process'
import { createPart, partsByName } from './product'

const deeds = ['start', 'stop', 'remove', 'recreate', 'recreate and start'] as const
type Deed = (typeof deeds)[number]

const rounds = Array.from({ length: isLong ? 12 : 1 }, (_, round) => [`round ${round}`] as const)
const deedsAtATime = 5

/** Another party has its hands on the product meanwhile. What it did not touch is as without it. */
export function inCompany(arena: Arena): void {
  describe('Another party', () => {
    it.each(rounds)(
      'that starts, stops, removes and recreates, %s: Retry does what is left',
      async (round) => {
        const chance = chanceOf(`company, ${round}`)
        const touched = new Map<string, Touch>()
        const before = await arena.look()
        arena.spoil()
        const tagout = arena.start()
        await connected(tagout)

        await changeMeddledWith(arena, tagout, 'Maintenance', chance, touched)
        await arena.endsIn('Maintenance', tagout, { before, at: before, touched })

        await meddle(arena, chance, 'earlier', touched)
        await retried(tagout)
        const down = await arena.endsIn('Maintenance', tagout, { before, at: before, touched })

        await changeMeddledWith(arena, tagout, 'Normal', chance, touched)
        await arena.endsIn('Normal', tagout, { before, at: down, touched })
      },
    )
  })
}

async function changeMeddledWith(
  arena: Arena,
  tagout: TagoutProcess,
  to: OperationMode,
  chance: Chance,
  touched: Map<string, Touch>,
): Promise<void> {
  const { answered } = await changePartWay(tagout, to, 1 + chance.below(10))
  await meddle(arena, chance, to === 'Normal' ? 'meanwhile' : 'earlier', touched)
  await answered
  await retried(tagout)
}

/** As often as its user would: what is refused once, such as a removal that is under way, passes. */
async function retried(tagout: TagoutProcess): Promise<void> {
  for (let tries = 1; ; tries++) {
    const answer = await tagout.retry()
    if (answer === 'died') throw new Error('It died')
    if (answer.result === 'changed' || answer.result === 'already') return
    if (tries === 5) throw new Error(answer.detail)
  }
}

async function meddle(
  arena: Arena,
  chance: Chance,
  touch: Touch,
  touched: Map<string, Touch>,
): Promise<void> {
  const names = [...partsByName].flatMap(([name, part]) => (part.ignored === true ? [] : [name]))
  for (let times = 0; times < deedsAtATime; times++) {
    const name = names[chance.below(names.length)] ?? ''
    const deed = chance.oneOf(deeds)
    touched.set(name, touch)
    arena.ledger.fault(`another party: ${deed} ${name}`)
    await does(deed, name, arena)
  }
}

async function does(deed: Deed, name: string, arena: Arena): Promise<void> {
  const { docker } = arena.dockerd()
  const container = docker.getContainer(name)
  switch (deed) {
    case 'start':
      await container.start().catch(unlessRefused)
      return
    case 'stop':
      await container.stop().catch(unlessRefused)
      return
    case 'remove':
      await container.remove({ force: true }).catch(unlessRefused)
      return
    case 'recreate':
      await recreate(docker, name, arena)
      return
    case 'recreate and start':
      await recreate(docker, name, arena)
      await container.start().catch(unlessRefused)
  }
}

async function recreate(docker: Docker, name: string, arena: Arena): Promise<void> {
  const part = partsByName.get(name)
  if (part === undefined) throw new Error(`No part ${name}`)
  await docker.getContainer(name).remove({ force: true }).catch(unlessRefused)
  await createPart(docker, part, arena.starts()).catch(unlessRefused)
}

/** What the engine refuses is the party's own trouble. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Error && 'statusCode' in error)) throw error
}
