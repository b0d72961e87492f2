import { describe, expect, it } from 'vitest'
import { containers } from '../../support/world/containers'
import type { Receiver } from '../../support/world/receiver'
import { shown } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'
import type { Fuse } from '../../support/world/life'

const shop = containers('db@always', 'api>db', 'web>api@always', '~old@always')
const grace = 15_000

interface Scene {
  readonly world: World
  readonly receiver: Receiver
}

function aScene(): Scene {
  const world = aWorld(shop)
  return { world, receiver: world.toldBy(['one'], grace) }
}

/** Enters as far as it comes, or to the end; what dies with the Tagout is not awaited. */
async function enter(world: World, fuse?: Fuse): Promise<number> {
  const tagout = world.started('one', fuse)
  tagout.enter().catch(() => undefined)
  await world.settled()
  world.clock.pass(grace)
  await world.settled()
  return tagout.life.effects()
}

async function exit(world: World, fuse?: Fuse): Promise<number> {
  const tagout = world.started('one', fuse)
  tagout.exit().catch(() => undefined)
  await world.settled()
  return tagout.life.effects()
}

function deaths(effects: number): readonly Exclude<Fuse, { dies: 'never' }>[] {
  return (['before', 'after'] as const).flatMap((dies) =>
    Array.from({ length: effects }, (_, effect) => ({ dies, effect })),
  )
}

const entered = await enter(aScene().world)
const exited = await (async () => {
  const { world } = aScene()
  await enter(world)
  return exit(world)
})()

const down = {
  mode: 'Maintenance',
  containers: { db: 'exited no', api: 'exited no', web: 'exited no', old: 'exited no' },
  drift: [],
  volumes: ['tagout.shop'],
  copies: ['one'],
}
const untouched = {
  mode: 'Normal',
  containers: aWorld(shop).inspections(),
  drift: [],
  volumes: [],
  copies: [],
}

/** Of what it heard, each once. */
function heard({ receiver }: Scene): readonly string[] {
  return [...new Set(receiver.heard)]
}

function stops(world: World): readonly string[] {
  return world.host.log.filter((what) => what.startsWith('stop')).toSorted()
}

describe('A Tagout that dies while it enters, tells, or waits', () => {
  it('has an effect for the tag, its copies, the telling, each step of it, each stop and hold', () => {
    expect(entered).toBe(2 + 3 + 1 + 3 + 3 + 1)
  })

  it.each(deaths(entered))(
    'dead $dies effect $effect: everything is told before it stops, and stopped once',
    async (fuse) => {
      const scene = aScene()
      const { world } = scene
      await enter(world, fuse)

      await world.restarted()
      world.clock.pass(grace)
      await world.settled()

      const isTooEarly = fuse.dies === 'before' && fuse.effect === 0
      expect({ heard: heard(scene), stops: stops(world), ...world.summary() }).toEqual(
        isTooEarly
          ? { heard: [], stops: [], ...untouched }
          : {
              heard: ['maintenance one.claim-1: db api web'],
              stops: ['stop api', 'stop db', 'stop web'],
              ...down,
            },
      )
    },
  )

  it('in the grace period waits for the rest of it, and does not tell again', async () => {
    const { world, receiver } = aScene()
    const tagout = world.started()
    tagout.enter().catch(() => undefined)
    await world.settled()
    world.clock.pass(9000)
    tagout.life.end()

    const restarted = await world.restarted()
    const change = restarted.change()?.telling
    world.clock.pass(5999)
    await world.settled()
    const stopsBefore = stops(world)
    world.clock.pass(1)
    await world.settled()

    expect({
      change: [change?.state, change?.until],
      stopsBefore,
      heard: receiver.heard,
      mode: world.summary().mode,
    }).toEqual({
      change: ['waiting', '2026-11-22T20:00:15.250Z'],
      stopsBefore: [],
      heard: ['maintenance one.claim-1: db api web'],
      mode: 'Maintenance',
    })
  })

  it('and whose grace period has passed since stops at once', async () => {
    const { world, receiver } = aScene()
    const tagout = world.started()
    tagout.enter().catch(() => undefined)
    await world.settled()
    tagout.life.end()
    world.clock.pass(grace)

    await world.restarted()

    expect({ heard: receiver.heard.length, mode: world.summary().mode }).toEqual({
      heard: 1,
      mode: 'Maintenance',
    })
  })

  it('and whose clock is put back meanwhile waits one grace period more, at most', async () => {
    const { world } = aScene()
    const tagout = world.started('one', { dies: 'never' }, { ahead: 86_400_000 })
    tagout.enter().catch(() => undefined)
    await world.settled()
    tagout.life.end()

    await world.restarted()
    world.clock.pass(grace - 1)
    await world.settled()
    const stopsBefore = stops(world)
    world.clock.pass(1)
    await world.settled()

    expect([stopsBefore, world.summary().mode]).toEqual([[], 'Maintenance'])
  })

  it('and was cancelled does not go on by itself, nor tells again', async () => {
    const { world, receiver } = aScene()
    const tagout = world.started()
    const answer = tagout.enter()
    await world.settled()
    tagout.cancel()
    await answer

    const restarted = await world.restarted()
    world.clock.pass(grace)
    await world.settled()

    expect({
      stops: stops(world),
      heard: receiver.heard.length,
      shown: shown(restarted.change()),
      telling: restarted.change()?.telling?.state,
    }).toEqual({
      stops: [],
      heard: 1,
      shown: 'incomplete to Maintenance: cancelled',
      telling: 'told',
    })
  })
})

describe('A Tagout that dies while it exits, or tells that', () => {
  it.each(deaths(exited))(
    'dead $dies effect $effect: all is back, and told so before the tag goes',
    async (fuse) => {
      const scene = aScene()
      const { world, receiver } = scene
      await enter(world)

      await exit(world, fuse)
      await world.restarted()

      const isTooEarly = fuse.dies === 'before' && fuse.effect === 0
      expect({ heard: heard(scene).slice(1), ...world.summary() }).toEqual(
        isTooEarly
          ? { heard: [], ...down }
          : { heard: ['normal one.claim-2: db api web'], ...untouched },
      )
      expect(receiver.heard.length).toBeLessThanOrEqual(3)
    },
  )
})
