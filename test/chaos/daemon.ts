import { describe, it } from 'vitest'
import type { OperationMode } from '../../src/shared/maintenance'
import type { Dockerd } from '../support/dockerd'
import type { Arena } from './arena'
import { chanceOf, isLong } from './ledger'
import { changePartWay } from './part-way'
import type { TagoutProcess } from './process'
import { stepsOf } from './product'

/**
 * - `restarted`: orderly; it ends what runs, and starts what restart policies say
 * - `rebooted`: orderly, and nothing of it is left
 * - `killed`: with all that ran in its containers, as a power cut does it
 * - `crashed`: alone; what ran in its containers runs on until it is back, and is ended then
 *
 * A restart or a crash in the middle of a start can leave a task in containerd that Docker 20.10
 * knows nothing of ("Container not cleaned up from containerd from previous run"): it refuses to
 * start that container ("task already exists") until the host is rebooted. So while there are
 * starts, the host goes with its daemon.
 */
type Ending = 'restarted' | 'rebooted' | 'killed' | 'crashed'

const ofEntering = ['killed', 'crashed', 'restarted', 'rebooted'] as const
const ofExiting = ['rebooted', 'killed'] as const

const inShort: readonly (readonly [Ending, Ending])[] = [
  ['killed', 'rebooted'],
  ['crashed', 'killed'],
]
const inLong = Array.from({ length: 4 }).flatMap(() =>
  ofEntering.flatMap((entering) => ofExiting.map((exiting) => [entering, exiting] as const)),
)
const rounds = (isLong ? inLong : inShort).map(
  ([entering, exiting], round) => [entering, exiting, `round ${round}`] as const,
)

/** At a random moment of the first half of a change; what is left of it is done when it is back. */
export function daemonGone(arena: Arena): void {
  describe('A daemon', () => {
    it.each(rounds)(
      '%s in the middle of entering, and %s of exiting, %s: the change goes on',
      async (entering, exiting, round) => {
        const chance = chanceOf(`daemon, ${round}`)
        const before = await arena.look()
        const tagout = arena.start()

        const soon = chance.below(stepsOf('Maintenance') / 2)
        await changeBroken(arena, tagout, 'Maintenance', entering, 1 + soon)
        const down = await arena.endsIn('Maintenance', tagout, { before, at: before, boots: 1 })

        const later = chance.below(stepsOf('Normal') / 2)
        await changeBroken(arena, tagout, 'Normal', exiting, 1 + later)
        await arena.endsIn('Normal', tagout, { before, at: down, boots: 1 })
      },
    )
  })
}

async function changeBroken(
  arena: Arena,
  tagout: TagoutProcess,
  to: OperationMode,
  ending: Ending,
  steps: number,
): Promise<void> {
  const { answered } = await changePartWay(tagout, to, steps)
  arena.ledger.fault(`daemon ${ending} after ${steps} steps to ${to}`)
  await end(arena.dockerd(), ending)
  await arena.dockerd().start()
  await answered
  tagout.reconnect()
}

async function end(dockerd: Dockerd, ending: Ending): Promise<void> {
  switch (ending) {
    case 'restarted':
      await dockerd.stop()
      return
    case 'rebooted':
      await dockerd.stop()
      await dockerd.kill()
      return
    case 'killed':
      await dockerd.kill()
      return
    case 'crashed':
      await dockerd.crash()
      return
  }
}
