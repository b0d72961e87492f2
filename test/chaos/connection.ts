import { setTimeout as pause } from 'node:timers/promises'
import { describe, it } from 'vitest'
import type { OperationMode } from '../../src/shared/maintenance'
import { openGateway } from '../support/gateway'
import type { Arena } from './arena'
import { chanceOf, isLong } from './ledger'
import type { Chance } from './ledger'
import { changePartWay } from './part-way'
import type { TagoutProcess } from './process'
import { stepsOf } from './product'

const rounds = Array.from({ length: isLong ? 20 : 1 }, (_, round) => [`round ${round}`] as const)

/** At a random moment, for up to three seconds, in one way and then in the other. */
export function connectionCut(arena: Arena): void {
  describe('A connection that breaks', () => {
    it.each(rounds)('and comes back, %s: the change goes on', async (round) => {
      const chance = chanceOf(`connection, ${round}`)
      const gateway = await openGateway(arena.dockerd().socket)
      try {
        const before = await arena.look()
        const tagout = arena.start({
          kind: 'tcp',
          host: '127.0.0.1',
          port: gateway.port,
          tls: null,
        })

        const [one, other] = chance.oneOf([
          ['cut', 'silent'],
          ['silent', 'cut'],
        ] as const)
        await changeBroken(arena, tagout, 'Maintenance', () => gateway.block(one), chance)
        const down = await arena.endsIn('Maintenance', tagout, { before, at: before })

        await changeBroken(arena, tagout, 'Normal', () => gateway.block(other), chance)
        await arena.endsIn('Normal', tagout, { before, at: down })
        await tagout.kill()
      } finally {
        await gateway.close()
      }
    })
  })
}

async function changeBroken(
  arena: Arena,
  tagout: TagoutProcess,
  to: OperationMode,
  block: () => () => void,
  chance: Chance,
): Promise<void> {
  const steps = 1 + chance.below(stepsOf(to) - 1)
  const { answered } = await changePartWay(tagout, to, steps)
  const letThrough = block()
  arena.ledger.fault(`connection broken after ${steps} steps to ${to}`)
  await pause(500 + chance.below(2500))
  letThrough()
  const answer = await answered
  // Silence does not end a connection; what was not answered in time is for the user to retry.
  if (
    answer !== 'died' &&
    answer.result === 'incomplete' &&
    tagout.state()?.connection === 'connected'
  ) {
    await tagout.retry()
  }
}
