import { describe, expect, it } from 'vitest'
import { aContainer, containers, idOf } from '../../support/world/containers'
import { historyTold, newsIn } from '../../support/world/history'
import { Crash } from '../../support/world/life'
import { aWorld } from '../../support/world/world'

const shop = containers('db@always', 'api>db@always', 'web>api')

const entered = 'Normal → Maintenance, Manual one@desk: changed'
const exited = 'Maintenance → Normal, Manual one@desk: changed'

describe('the history of a product', () => {
  it('has each change with its trigger, and each container with what was done', async () => {
    const world = aWorld(containers('db@always'))
    const tagout = world.started()
    await tagout.enter({ reason: 'Patch night' })
    world.clock.pass(60_000)
    await tagout.exit({ reason: 'Patched' })
    await world.settled()

    const step = { state: 'done', problem: null }
    const at = '2026-11-22T20:00:00.250Z'
    const later = '2026-11-22T20:01:00.250Z'
    const product = {
      ref: { environmentId: 'local', productDeploymentId: 'shop' },
      name: 'shop',
      version: null,
    }
    const db = { container: idOf('db'), name: 'db', stack: 'shop', service: 'db' }
    const fine = { killed: false, problem: null }
    expect(newsIn(world.recorded())).toMatchObject([
      {
        kind: 'begun',
        at,
        product,
        trigger: { source: 'Manual', reason: 'Patch night', by: 'one@desk', at },
        from: 'Normal',
        to: 'Maintenance',
        by: 'one@desk',
      },
      {
        kind: 'ended',
        result: 'changed',
        problem: null,
        containers: [
          {
            ...db,
            ...fine,
            result: 'stopped',
            exitCode: 0,
            steps: [
              { action: 'stop', ...step, startedAt: at, tookMs: 0 },
              { action: 'hold', ...step, startedAt: at, tookMs: 0 },
            ],
          },
        ],
      },
      {
        kind: 'begun',
        at: later,
        product,
        trigger: { source: 'Manual', reason: 'Patched', by: 'one@desk', at: later },
        from: 'Maintenance',
        to: 'Normal',
        by: 'one@desk',
      },
      {
        kind: 'ended',
        result: 'changed',
        problem: null,
        containers: [
          {
            ...db,
            ...fine,
            result: 'started',
            exitCode: null,
            steps: [
              { action: 'release', ...step, startedAt: later, tookMs: 0 },
              { action: 'start', ...step, startedAt: later, tookMs: 0 },
            ],
          },
        ],
      },
    ])
  })

  it('has what was cancelled, and the exit that it was turned round to', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    tagout.upon('stop web running', () => tagout.cancel())
    await tagout.enter()
    await tagout.exit()
    await world.settled()

    expect(historyTold(world.recorded())).toEqual([
      'Normal → Maintenance, Manual one@desk: incomplete',
      exited,
    ])
  })

  it('has a retry as another attempt at the same change', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    tagout.upon('stop web running', () => tagout.cancel())
    await tagout.enter()
    await tagout.retry()
    await world.settled()

    expect(historyTold(world.recorded())).toEqual([
      'Normal → Maintenance, Manual one@desk: incomplete, changed',
    ])
  })

  it('has each start of a container that drifts once, and that it was stopped again', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter()
    world.clock.pass(5000)
    world.host.start(idOf('web'))
    await world.settled()
    world.clock.pass(5000)
    // The engine's clock is two hours behind.
    const startedAt = new Date(world.clock.now() - 7_200_000).toISOString()
    world.host.put(aContainer('newcomer', { details: { startedAt } }))
    await world.settled()
    await tagout.retry()
    await world.settled()

    expect(historyTold(world.recorded())).toEqual([
      entered,
      'drift of web, in-snapshot',
      'drift of newcomer, appeared',
      'Maintenance → Maintenance, Manual one@desk: changed',
    ])
  })

  it('has a takeover with both triggers', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter({ source: 'Observer' })
    world.clock.pass(5000)
    await tagout.takeover('The observer is broken')
    await world.settled()

    expect(historyTold(world.recorded())).toEqual([
      'Normal → Maintenance, Observer one@desk: changed',
      'taken over from Observer by one@desk: The observer is broken',
    ])
  })
})

describe('the history of a Tagout that died', () => {
  it.each(['before', 'after'] as const)(
    'right %s any effect of entering has one change, interrupted until it went on',
    async (dies) => {
      const effects = await effectsOf('enter')
      for (let effect = 1; effect < effects; effect++) {
        const world = aWorld(shop)
        await world
          .started('one', { dies, effect })
          .enter()
          .catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error
          })
        const first = [...world.recorded()]
        await world.restarted()
        const second = world.recorded().slice(first.length)

        const told = historyTold(first, second)
        expect(told.length, `${dies} ${effect}`).toBe(1)
        expect(told[0], `${dies} ${effect}`).toMatch(
          /^Normal → Maintenance, Manual one@desk: ((interrupted, )?changed|found-done)$/,
        )
      }
    },
  )

  it.each(['before', 'after'] as const)(
    'right %s any effect of exiting has one exit, done in the end',
    async (dies) => {
      const effects = await effectsOf('exit')
      const marked = dies === 'before' ? 1 : 0
      for (let effect = marked; effect < effects; effect++) {
        const world = aWorld(shop)
        await world.started().enter()
        await world.settled()
        const before = [...world.recorded()]
        world.clock.pass(60_000)
        await world
          .started('one', { dies, effect })
          .exit()
          .catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error
          })
        const first = world.recorded().slice(before.length)
        await world.restarted()
        const second = world.recorded().slice(before.length + first.length)

        const told = historyTold(before, first, second)
        expect(told.length, `${dies} ${effect}`).toBe(2)
        expect(told[0]).toBe(entered)
        expect(told[1], `${dies} ${effect}`).toMatch(
          /^Maintenance → Normal, Manual one@desk: ((interrupted, )?changed|found-done)$/,
        )
      }
    },
  )
})

describe('the history of a Tagout that looks on', () => {
  it('has the changes of another, with their triggers, as done elsewhere', async () => {
    const world = aWorld(shop)
    const other = world.started('one')
    await world.restarted('two')
    await other.enter({ reason: 'Patch night' })
    await world.settled()
    world.clock.pass(60_000)
    await other.exit()
    await world.settled()

    expect(historyTold(world.recorded('two'))).toEqual([
      'Normal → Maintenance, Manual one@desk: done-elsewhere',
      'Maintenance → Normal, Manual one@desk: done-elsewhere',
    ])
  })

  it('has what was ended while it was not there, without knowing by whom', async () => {
    const world = aWorld(shop)
    await world.started('one').enter()
    await world.settled()
    world.started('one').life.end()
    world.clock.pass(60_000)
    await (await world.restarted('two')).exit()
    const before = world.recorded('one').length
    await world.restarted('one')

    expect(
      historyTold(world.recorded('one').slice(0, before), world.recorded('one').slice(before)),
    ).toEqual([entered, 'Maintenance → Normal, nobody known: done-elsewhere'])
  })
})

async function effectsOf(change: 'enter' | 'exit'): Promise<number> {
  const world = aWorld(shop)
  const tagout = world.started()
  await tagout.enter()
  if (change === 'enter') return tagout.life.effects()
  const again = await world.restarted()
  const before = again.life.effects()
  await again.exit()
  return again.life.effects() - before
}
