import { describe, expect, it } from 'vitest'
import { containers } from '../../support/world/containers'
import { seeded } from '../../support/world/random'
import { shuffled } from '../../support/world/traffic'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers(
  'db@always',
  'api>db@unless-stopped',
  'web>api@on-failure:3',
  '=queue',
  'job',
)
const before = aWorld(shop).inspections()
const [first = 7200, count = 100] = (process.env.TAGOUT_SEEDS ?? '')
  .split('+')
  .map(Number)
  .filter(Boolean)
const seeds = Array.from({ length: count }, (_, index) => first + index)

interface Story {
  readonly world: World
  /** For the message of a failure. */
  readonly told: readonly string[]
}

/**
 * One enters, two carries the same out because its user says retry, and one turns it round or ends
 * it, at random moments; the engine comes to some of it late. The same for the same seed.
 */
async function story(seed: number): Promise<Story> {
  const random = seeded(seed)
  const traffic = shuffled(random)
  const world = aWorld(shop, traffic)
  const one = await world.restarted('one')
  const two = await world.restarted('two')
  const told: string[] = [`seed ${seed}`]

  async function afterSome(steps: number): Promise<void> {
    for (let left = Math.floor(random() * steps); left > 0; left--) await traffic.goOn()
  }

  const rounds = random() < 0.3 ? 2 : 1
  for (let round = 0; round < rounds; round++) {
    void one.enter()
    await afterSome(60)
    void two.retry()
    await afterSome(120)
    const ending = random() < 0.8 ? one : two
    told.push(`exit by ${ending === one ? 'one' : 'two'}`)
    void ending.exit()
    if (random() < 0.3) {
      await afterSome(60)
      told.push('retry by two')
      void two.retry()
    }
    if (random() < 0.5) await settled(world)
  }
  await settled(world)
  return { world, told: [...told, ...world.host.log] }
}

/** What is asked for is always done before time passes: requests have deadlines. */
async function settled(world: World): Promise<void> {
  await world.settled()
  world.clock.pass(75_000)
  await world.settled()
}

describe('two Tagouts at the same entering, one of which ends it', () => {
  it.each(seeds)('seed %i: leave it exactly as it was, or down', async (seed) => {
    const { world, told } = await story(seed)
    const early = world.summary()
    if (early.mode !== 'Normal') {
      void world.started('one').exit()
      await settled(world)
    }

    expect({ early: early.mode, ...world.summary() }, told.join('\n')).toEqual({
      early: early.mode === 'Maintenance' ? 'Maintenance' : 'Normal',
      mode: 'Normal',
      containers: before,
      drift: [],
      volumes: [],
      copies: [],
    })
  })
})
