import { describe, expect, it } from 'vitest'
import { containers } from '../../support/world/containers'
import { Crash } from '../../support/world/life'
import type { Fuse } from '../../support/world/life'
import { seeded } from '../../support/world/random'
import { aWorld } from '../../support/world/world'
import type { Summary, World } from '../../support/world/world'

const shop = containers(
  'db@unless-stopped',
  'cache@on-failure:3',
  'api>db,cache@always',
  'web>api@always',
  '!backup@always',
  '~old@unless-stopped',
  '=queue',
  'job>cache',
)

const asBefore: Summary = {
  mode: 'Normal',
  containers: aWorld(shop).inspections(),
  drift: [],
  volumes: [],
  copies: [],
}

const effects = await effectsOfExiting()
const everyDeath = (['before', 'after'] as const).flatMap((dies) =>
  Array.from({ length: effects }, (_, effect) => ({ dies, effect })),
)

async function inMaintenance(): Promise<World> {
  const world = aWorld(shop)
  await world.started().enter()
  world.clock.pass(3_600_000)
  return world
}

async function effectsOfExiting(): Promise<number> {
  const tagout = (await inMaintenance()).started()
  await tagout.exit()
  return tagout.life.effects()
}

/** Nothing was written down before it died. */
function isTooEarly({
  dies,
  effect,
}: {
  readonly dies: 'before' | 'after'
  readonly effect: number
}) {
  return dies === 'before' && effect === 0
}

async function dieExiting(world: World, fuse: Fuse): Promise<void> {
  await expect(world.started('one', fuse).exit()).rejects.toThrow(Crash)
  await world.settled()
}

function starts(world: World): readonly string[] {
  return world.host.log.filter((what) => what.startsWith('start')).toSorted()
}

describe('a Tagout that dies while it exits maintenance', () => {
  it('has an effect for the mark, its copy, each release, start and pause, and each removal', () => {
    expect(effects).toBe(2 + 5 + 6 + 1 + 3)
  })

  it.each(everyDeath)(
    'dead $dies effect $effect: restores exactly once it is back',
    async (fuse) => {
      const world = await inMaintenance()
      const before = world.summary()

      await dieExiting(world, fuse)
      await world.restarted()

      expect({ ...world.summary(), starts: starts(world) }).toEqual(
        isTooEarly(fuse)
          ? { ...before, starts: [] }
          : {
              ...asBefore,
              starts: [
                'start api',
                'start cache',
                'start db',
                'start job',
                'start queue',
                'start web',
              ],
            },
      )
    },
  )

  it.each(everyDeath)(
    'dead $dies effect $effect, then the daemon restarts: restores exactly once it is back',
    async (fuse) => {
      const world = await inMaintenance()
      const before = world.summary()

      await dieExiting(world, fuse)
      world.daemonRestart()
      const hangsNoMore = world.volumes.tag('shop') === null
      const afterRestart = world.inspections()
      await world.restarted()

      expect(world.summary()).toEqual(
        isTooEarly(fuse)
          ? before
          : { ...asBefore, containers: hangsNoMore ? afterRestart : asBefore.containers },
      )
    },
  )

  it.each(everyDeath)(
    'dead $dies effect $effect, then the daemon ends in order: what it ended with code 0 is no success',
    async (fuse) => {
      const world = await inMaintenance()
      const before = world.summary()

      await dieExiting(world, fuse)
      world.daemonRestart('orderly')
      world.clock.pass(5000)
      const hangsNoMore = world.volumes.tag('shop') === null
      const afterRestart = world.inspections()
      await world.restarted()

      expect(world.summary()).toEqual(
        isTooEarly(fuse)
          ? before
          : { ...asBefore, containers: hangsNoMore ? afterRestart : asBefore.containers },
      )
    },
  )

  it.each(everyDeath)(
    'dead $dies effect $effect: another Tagout restores, but not before its patience ends',
    async (fuse) => {
      const world = await inMaintenance()
      await world.restarted('two')
      const before = world.summary()

      await dieExiting(world, fuse)
      const done = [...world.host.log]
      world.clock.pass(59_999)
      await world.settled()
      const doneInPatience = [...world.host.log]
      world.clock.pass(10_001)
      await world.settled()
      const byTheOther = world.summary()
      await world.restarted('one')

      expect({
        doneInPatience,
        ...world.summary(),
        byTheOther: byTheOther.mode,
        starts: starts(world),
      }).toEqual(
        isTooEarly(fuse)
          ? { doneInPatience: done, byTheOther: 'Maintenance', ...before, starts: [] }
          : {
              doneInPatience: done,
              byTheOther: 'Normal',
              ...asBefore,
              starts: [
                'start api',
                'start cache',
                'start db',
                'start job',
                'start queue',
                'start web',
              ],
            },
      )
    },
  )

  it('restores exactly after any two deaths, with daemon restarts in between', async () => {
    const random = seeded(20261122)
    for (let round = 0; round < 150; round++) {
      const first = everyDeath[Math.floor(random() * everyDeath.length)] ?? everyDeath[0]
      const second = {
        dies: random() < 0.5 ? 'before' : 'after',
        effect: Math.floor(random() * 8),
      } as const
      const restarts = [random() < 0.5, random() < 0.5]
      const world = await inMaintenance()
      const before = world.summary()

      if (first) await dieExiting(world, first)
      if (restarts[0]) world.daemonRestart()
      const reborn = world.started('one', second)
      await reborn.connect().catch(expectCrash)
      await world.settled()
      const hangsNoMore = world.volumes.tag('shop') === null
      if (restarts[1]) world.daemonRestart()
      const afterRestart = world.inspections()
      await world.restarted()

      const story = JSON.stringify({ first, second, restarts })
      if (first && isTooEarly(first)) expect(world.summary(), story).toEqual(before)
      else if (!hangsNoMore) expect(world.summary(), story).toEqual(asBefore)
      else expect(world.summary(), story).toEqual({ ...asBefore, containers: afterRestart })
    }
  })
})

function expectCrash(error: unknown): void {
  expect(error).toBeInstanceOf(Crash)
}
