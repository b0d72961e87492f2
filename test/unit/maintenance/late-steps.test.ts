import { describe, expect, it } from 'vitest'
import { containers } from '../../support/world/containers'
import { seeded } from '../../support/world/random'
import { told } from '../../support/world/told'
import { shuffled } from '../../support/world/traffic'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

/** Those with few containers have nothing else that tells whether a tag was ended, or lost. */
const shops = [
  containers('db@always', 'api>db@unless-stopped', 'web>api@on-failure:3', '=queue', 'job'),
  containers('web@always'),
  containers('job'),
  containers('db@always', 'cache'),
]

/** `TAGOUT_SEEDS=1+5000`: that many, from that one on. */
const [first = 7200, count = 100] = (process.env.TAGOUT_SEEDS ?? '')
  .split('+')
  .map(Number)
  .filter(Boolean)
/** These two failed once. */
const known = [32, 1228]
const seeds = [...known, ...Array.from({ length: count }, (_, index) => first + index)]

interface Story {
  readonly world: World
  readonly before: Readonly<Record<string, string>>
  /** Its owner's last exit was confirmed. */
  readonly isEnded: boolean
  /** For the message of a failure. */
  readonly log: readonly string[]
}

/**
 * One enters, two carries the same out because its user says retry, and one turns it round or ends
 * it, at random moments; the engine comes to some of it late. The same for the same seed.
 */
async function story(seed: number): Promise<Story> {
  const random = seeded(seed)
  const traffic = shuffled(random)
  const world = aWorld(shops[seed % shops.length] ?? [], traffic)
  const before = world.inspections()
  const one = await world.restarted('one')
  const two = await world.restarted('two')
  const log: string[] = [`seed ${seed}`]

  async function afterSome(steps: number): Promise<void> {
    for (let left = Math.floor(random() * steps); left > 0; left--) await traffic.goOn()
  }

  const outcome = { isEnded: false }
  const rounds = random() < 0.3 ? 2 : 1
  for (let round = 0; round < rounds; round++) {
    void one.enter()
    await afterSome(60)
    void two.retry()
    await afterSome(120)
    const ending = random() < 0.8 ? one : two
    log.push(`exit by ${ending === one ? 'one' : 'two'}`)
    const exiting = ending.exit()
    void exiting.then((answer) => {
      outcome.isEnded = ending === one && told(answer) === 'changed to Normal'
    })
    if (random() < 0.3) {
      await afterSome(60)
      log.push('retry by two')
      void two.retry()
    }
    if (random() < 0.5) await settled(world)
  }
  await settled(world)
  return { world, before, ...outcome, log: [...log, ...world.host.log] }
}

/** What is asked for is always done before time passes: requests have deadlines. */
async function settled(world: World): Promise<void> {
  await world.settled()
  world.clock.pass(75_000)
  await world.settled()
}

describe('two Tagouts at the same entering, one of which ends it', () => {
  it.each(seeds)('seed %i: leave it exactly as it was, or down', async (seed) => {
    const { world, before, isEnded, log } = await story(seed)
    const early = world.summary()
    if (early.mode !== 'Normal') {
      void world.started('one').exit()
      await settled(world)
    }

    expect({ early: early.mode, ...world.summary() }, log.join('\n')).toEqual({
      early: !isEnded && early.mode === 'Maintenance' ? 'Maintenance' : 'Normal',
      mode: 'Normal',
      containers: before,
      drift: [],
      volumes: [],
      copies: [],
    })
  })
})
