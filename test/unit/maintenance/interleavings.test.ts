import { describe, expect, it } from 'vitest'
import { containers, idOf } from '../../support/world/containers'
import { Crash } from '../../support/world/life'
import { seeded } from '../../support/world/random'
import type { Tagout } from '../../support/world/tagout'
import { shuffled } from '../../support/world/traffic'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers(
  'db@always',
  'api>db@unless-stopped',
  'web>api@on-failure:3',
  '=queue>db',
  '!backup@always',
  '~old@unless-stopped',
)
const before = aWorld(shop).inspections()
const policies = policiesIn(before)
const seeds = Array.from({ length: 100 }, (_, index) => 4800 + index)

function policiesIn(inspections: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(inspections).map(([name, inspection]) => [name, inspection.split(' ')[1]]),
  )
}

/** What two people do with two Tagouts, and what befalls these. */
const doings = ['enter', 'enter', 'exit', 'exit', 'retry', 'cancel', 'restart', 'pass'] as const
/** What befalls the host meanwhile. */
const disturbances = ['daemon restart', 'start', 'stop'] as const

interface Story {
  readonly world: World
  /** For the message of a failure. */
  readonly told: readonly string[]
}

/** Two Tagouts, at random, until nothing is under way any more; the same for the same seed. */
async function story(seed: number, isDisturbed: boolean): Promise<Story> {
  const random = seeded(seed)
  const traffic = shuffled(random)
  const world = aWorld(shop, traffic)
  const tagouts = new Map<string, Tagout>()
  const told: string[] = [`seed ${seed}`]
  for (const instance of ['one', 'two']) tagouts.set(instance, await world.restarted(instance))

  function oneOf<T>(all: readonly [T, ...T[]]): T {
    return all[Math.floor(random() * all.length)] ?? all[0]
  }

  async function act(): Promise<void> {
    const doing = oneOf(isDisturbed ? [...doings, ...disturbances] : doings)
    const instance = oneOf(['one', 'two'])
    const name = oneOf(['db', 'api', 'web', 'queue'])
    const tagout = tagouts.get(instance) ?? world.started(instance)
    told.push(`${doing} (${instance}, ${name})`)
    switch (doing) {
      case 'enter':
      case 'exit':
      case 'retry':
        tagout[doing]().catch(expectCrash)
        break
      case 'cancel':
        tagout.cancel()
        break
      case 'restart': {
        const reborn = world.started(instance)
        tagouts.set(instance, reborn)
        reborn.connect().catch(expectCrash)
        break
      }
      case 'pass':
        await later(world)
        break
      case 'daemon restart':
        world.daemonRestart()
        break
      case 'start':
      case 'stop':
        world.host[doing](idOf(name))
        break
    }
  }

  for (let round = 0; round < 12; round++) {
    await act()
    for (let steps = Math.floor(random() * 60); steps > 0; steps--) await traffic.goOn()
  }
  await later(world)
  await later(world)
  return { world, told }
}

/** What is asked for is always done before time passes: requests have deadlines. */
async function later(world: World): Promise<void> {
  await world.settled()
  world.clock.pass(75_000)
  await world.settled()
}

/** The end of what was cancelled, or could not be completed. */
async function finished(world: World): Promise<void> {
  const tagout = await world.restarted('one')
  if (world.summary().mode !== 'Normal') tagout.retry().catch(expectCrash)
  await later(world)
}

function expectCrash(error: unknown): void {
  expect(error).toBeInstanceOf(Crash)
}

describe('two Tagouts at random', () => {
  it.each(seeds)('undisturbed, seed %i: end down, or exactly as before', async (seed) => {
    const { world, told } = await story(seed, false)
    await finished(world)
    const first = world.summary()
    const isDown = first.mode === 'Maintenance'

    expect(first, told.join('\n')).toEqual({
      mode: isDown ? 'Maintenance' : 'Normal',
      containers: isDown
        ? {
            db: 'exited no',
            api: 'exited no',
            web: 'exited no',
            queue: 'exited no',
            backup: 'running always',
            old: 'exited no',
          }
        : before,
      drift: [],
      volumes: isDown ? ['tagout.shop'] : [],
      copies: isDown ? ['one', 'two'] : [],
    })

    world.started('one').exit().catch(expectCrash)
    await later(world)

    expect(world.summary(), told.join('\n')).toEqual({
      mode: 'Normal',
      containers: before,
      drift: [],
      volumes: [],
      copies: [],
    })
  })

  it.each(seeds)(
    'disturbed, seed %i: stay held while down, and end with what was',
    async (seed) => {
      const { world, told } = await story(seed, true)
      await finished(world)
      const { mode, containers: now, drift } = world.summary()
      const upAlthoughDown = Object.keys(now).filter(
        (name) =>
          mode === 'Maintenance' && /^(running|paused)/.test(now[name] ?? '') && name !== 'backup',
      )

      expect({ mode, policies: policiesIn(now), upAlthoughDown }, told.join('\n')).toEqual({
        mode: mode === 'Maintenance' ? 'Maintenance' : 'Normal',
        policies:
          mode === 'Maintenance'
            ? { db: 'no', api: 'no', web: 'no', queue: 'no', backup: 'always', old: 'no' }
            : policies,
        upAlthoughDown:
          mode === 'Maintenance' ? Object.keys(now).filter((name) => drift.includes(name)) : [],
      })

      world.started('one').exit().catch(expectCrash)
      await later(world)

      const after = world.summary()
      expect(
        { ...after, containers: policiesIn(after.containers), old: after.containers.old },
        told.join('\n'),
      ).toEqual({
        mode: 'Normal',
        containers: policies,
        drift: [],
        volumes: [],
        copies: [],
        old: 'exited unless-stopped',
      })
    },
  )
})
