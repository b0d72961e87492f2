import { isUp } from '../../../src/shared/container'
import { failed, ok } from '../../../src/shared/result'
import type { Message, Setter } from '../../../src/main/maintenance/ports'
import type { DockerHost } from './docker-host'
import type { Life } from './life'
import type { Traffic } from './traffic'

/**
 * - `hears`: and answers
 * - `refuses`: answers 503 to each attempt
 * - `silent`: hears it, and never answers
 */
type Manner = 'hears' | 'refuses' | 'silent'

/** What the product is told at, which outlives every Tagout. */
export interface Receiver {
  /** What it was told, in order, and what ran then: `maintenance one.claim-1: db web`. */
  readonly heard: readonly string[]
  behave(manner: Manner): void
  /** As a process reaches it. */
  for(life: Life, traffic: Traffic): Setter
}

export const receiverName = 'http://shop.local/maintenance'

export function createReceiver(host: DockerHost, gracePeriodMs: number): Receiver {
  const heard: string[] = []
  let manner: Manner = 'hears'

  function hear({ says, id }: Message): void {
    const running = host.all().filter(({ state }) => isUp(state))
    heard.push(`${says} ${id}: ${running.map(({ name }) => name).join(' ')}`)
  }

  return {
    heard,
    behave: (next) => {
      manner = next
    },
    for: (life, traffic) => ({
      to: receiverName,
      gracePeriodMs,
      attempts: 2,
      longestMs: 30_000,
      tell: async (message, attempting) => {
        await traffic.turn()
        for (const attempt of [1, 2]) {
          if (attempt > 1) attempting(attempt, refusal)
          life.effect(() => hear(message))
          if (life.isOver() || manner === 'silent') return new Promise(() => undefined)
          await traffic.turn()
          if (manner === 'hears') return ok()
        }
        return failed(refusal)
      },
    }),
  }
}

const refusal = { code: 'http-status', status: 503, location: null } as const
