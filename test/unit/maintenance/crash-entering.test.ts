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
)

const untouched: Summary = {
  mode: 'Normal',
  containers: aWorld(shop).inspections(),
  drift: [],
  volumes: [],
  copies: [],
}

const down: Summary = {
  mode: 'Maintenance',
  containers: {
    db: 'exited no',
    cache: 'exited no',
    api: 'exited no',
    web: 'exited no',
    backup: 'running always',
    old: 'exited no',
    queue: 'exited no',
  },
  drift: [],
  volumes: ['tagout.shop'],
  copies: ['one'],
}

const effects = await effectsOfEntering()
const everyDeath = (['before', 'after'] as const).flatMap((dies) =>
  Array.from({ length: effects }, (_, effect) => ({ dies, effect })),
)

async function effectsOfEntering(): Promise<number> {
  const tagout = aWorld(shop).started()
  await tagout.enter()
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

async function dieEntering(world: World, fuse: Fuse): Promise<void> {
  await expect(world.started('one', fuse).enter()).rejects.toThrow(Crash)
  await world.settled()
}

function stops(world: World): readonly string[] {
  return world.host.log.filter((what) => what.startsWith('stop')).toSorted()
}

describe('a Tagout that dies while it enters maintenance', () => {
  it('has an effect for the tag, its copies, each hold and each stop', () => {
    expect(effects).toBe(3 + 5 + 5)
  })

  it.each(everyDeath)('dead $dies effect $effect: finishes once it is back', async (fuse) => {
    const world = aWorld(shop)

    await dieEntering(world, fuse)
    await world.restarted()

    expect({ ...world.summary(), stops: stops(world) }).toEqual(
      isTooEarly(fuse)
        ? { ...untouched, stops: [] }
        : { ...down, stops: ['stop api', 'stop cache', 'stop db', 'stop queue', 'stop web'] },
    )
  })

  it.each(everyDeath)(
    'dead $dies effect $effect, then the daemon restarts: finishes once it is back',
    async (fuse) => {
      const world = aWorld(shop)

      await dieEntering(world, fuse)
      world.daemonRestart()
      const afterRestart = world.inspections()
      const stoppedBefore = stops(world)
      await world.restarted()

      const broughtBack = Object.keys(afterRestart).filter(
        (name) => name !== 'backup' && afterRestart[name]?.startsWith('running'),
      )
      expect({ ...world.summary(), stops: stops(world) }).toEqual(
        isTooEarly(fuse)
          ? { ...untouched, containers: afterRestart, stops: [] }
          : {
              ...down,
              stops: [...stoppedBefore, ...broughtBack.map((name) => `stop ${name}`)].toSorted(),
            },
      )
    },
  )

  it.each(everyDeath)(
    'dead $dies effect $effect: another Tagout finishes it, but not before its patience ends',
    async (fuse) => {
      const world = aWorld(shop)
      await world.restarted('two')

      await dieEntering(world, fuse)
      const done = [...world.host.log]
      world.clock.pass(59_999)
      await world.settled()
      const doneInPatience = [...world.host.log]
      world.clock.pass(10_001)
      await world.settled()

      expect({ doneInPatience, ...world.summary(), stops: stops(world) }).toEqual(
        isTooEarly(fuse)
          ? { doneInPatience: done, ...untouched, stops: [] }
          : {
              doneInPatience: done,
              ...down,
              copies:
                fuse.effect > 1 || (fuse.effect === 1 && fuse.dies === 'after')
                  ? ['two', 'one']
                  : ['two'],
              stops: ['stop api', 'stop cache', 'stop db', 'stop queue', 'stop web'],
            },
      )
    },
  )

  it('finishes after any two deaths, with daemon restarts in between', async () => {
    const random = seeded(20261122)
    for (let round = 0; round < 150; round++) {
      const first = everyDeath[Math.floor(random() * everyDeath.length)] ?? everyDeath[0]
      const second = {
        dies: random() < 0.5 ? 'before' : 'after',
        effect: Math.floor(random() * 8),
      } as const
      const restarts = [random() < 0.5, random() < 0.5]
      const world = aWorld(shop)

      if (first) await dieEntering(world, first)
      if (restarts[0]) world.daemonRestart()
      const reborn = world.started('one', second)
      await reborn.connect().catch(expectCrash)
      await world.settled()
      if (restarts[1]) world.daemonRestart()
      await world.settled()
      await world.restarted()

      const story = JSON.stringify({ first, second, restarts })
      if (first && isTooEarly(first)) expect(world.summary().volumes, story).toEqual([])
      else expect(world.summary(), story).toEqual(down)
    }
  })
})

function expectCrash(error: unknown): void {
  expect(error).toBeInstanceOf(Crash)
}
