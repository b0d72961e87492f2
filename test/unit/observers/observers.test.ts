import { describe, expect, it } from 'vitest'
import { failed, ok } from '../../../src/shared/result'
import {
  aDesk,
  maintenance,
  normal,
  nothing,
  outcome,
  product,
} from '../../support/world/observed-desk'

const enter = 'Maintenance: file /flag says "true"'
const exit = 'Normal: file /flag says "false"'

describe('an observer', () => {
  it('asks for maintenance once, as long as the host shows that it is so', async () => {
    const desk = aDesk()
    await desk.after(1)
    const atFirst = [...desk.asked]

    desk.says(maintenance)
    await desk.after(30)
    desk.shows({ mode: 'Maintenance', source: 'Observer' })
    await desk.after(30)
    await desk.after(30)

    expect({ atFirst, asked: desk.asked, checks: desk.checks(), told: desk.told }).toEqual({
      atFirst: [],
      asked: [enter],
      checks: 4,
      told: [{ kind: 'entered', reason: 'file /flag says "true"' }],
    })
  })

  it('asks for normal when it says so, of what an observer began', async () => {
    const desk = aDesk()
    desk.shows({ mode: 'Maintenance', source: 'Observer' })

    await desk.after(1)

    expect({ asked: desk.asked, told: desk.told }).toEqual({
      asked: [exit],
      told: [{ kind: 'left', reason: 'file /flag says "false"' }],
    })
  })

  it('asks for nothing in a maintenance that a person began', async () => {
    const desk = aDesk()
    desk.shows({ mode: 'Maintenance', source: 'Manual' })
    await desk.after(1)
    desk.says(maintenance)
    await desk.after(30)

    expect({ asked: desk.asked, refused: desk.status()?.refused }).toEqual({
      asked: [],
      refused: null,
    })
  })

  it.each(['Normal', 'Maintenance'] as const)(
    'changes nothing by a check that failed, in %s',
    async (mode) => {
      const desk = aDesk()
      desk.shows({ mode, source: 'Observer' })
      desk.says(nothing)

      await desk.after(1)
      await desk.after(30)

      expect({ asked: desk.asked, status: desk.status() }).toEqual({
        asked: [],
        status: {
          type: 'file',
          watches: '/flag',
          enabled: true,
          isChecking: false,
          lastCheck: { at: '2026-11-22T20:00:31.000Z', reading: nothing },
          lastValue: null,
          lastChangeAt: null,
          nextCheckAt: '2026-11-22T20:01:01.000Z',
          failingSince: '2026-11-22T20:00:01.000Z',
          held: null,
          refused: null,
        },
      })
    },
  )

  it('is told to fail once, and once to work again; its last value stays', async () => {
    const desk = aDesk()
    await desk.after(1)
    desk.says(nothing)
    await desk.after(30)
    await desk.after(30)
    const failing = desk.status()
    desk.says(normal)
    await desk.after(30)

    const { lastValue, lastChangeAt, failingSince } = desk.status() ?? {}
    expect({
      failing: { since: failing?.failingSince, lastValue: failing?.lastValue },
      now: { lastValue, lastChangeAt, failingSince },
      told: desk.told,
    }).toEqual({
      failing: {
        since: '2026-11-22T20:00:31.000Z',
        lastValue: { says: 'normal', value: 'false' },
      },
      now: {
        lastValue: { says: 'normal', value: 'false' },
        lastChangeAt: '2026-11-22T20:00:01.000Z',
        failingSince: null,
      },
      told: [
        { kind: 'failing', watches: '/flag' },
        { kind: 'works-again', watches: '/flag' },
      ],
    })
  })

  it('keeps what is refused, tells it once, and asks again at each check', async () => {
    const desk = aDesk()
    const problem = { code: 'acknowledgement-needed', containers: ['db'] } as const
    desk.answers(failed(problem))
    desk.says(maintenance)
    await desk.after(1)
    await desk.after(30)
    const refused = desk.status()?.refused

    desk.answers(ok(outcome('changed')))
    await desk.after(30)

    expect({ refused, now: desk.status()?.refused, asked: desk.asked, told: desk.told }).toEqual({
      refused: problem,
      now: null,
      asked: [enter, enter, enter],
      told: [
        { kind: 'refused', problem },
        { kind: 'entered', reason: 'file /flag says "true"' },
      ],
    })
  })

  it('forgets what was refused when that is no longer wanted', async () => {
    const desk = aDesk()
    desk.answers(failed({ code: 'acknowledgement-needed', containers: ['db'] }))
    desk.says(maintenance)
    await desk.after(1)

    desk.says(normal)
    await desk.after(30)

    expect({ refused: desk.status()?.refused, asked: desk.asked }).toEqual({
      refused: null,
      asked: [enter],
    })
  })

  it('goes on checking while the environment is offline, and asks when it is back', async () => {
    const desk = aDesk()
    desk.shows({ mode: 'Normal', offline: true })
    desk.says(maintenance)
    await desk.after(1)
    const offline = { status: desk.status(), asked: [...desk.asked] }

    desk.shows({ mode: 'Normal' })
    desk.observers.connected(product.environmentId)
    await desk.after(1)

    expect({
      value: offline.status?.lastValue,
      refused: offline.status?.refused,
      askedOffline: offline.asked,
      asked: desk.asked,
      told: desk.told,
    }).toEqual({
      value: { says: 'maintenance', value: 'true' },
      refused: { code: 'environment-offline' },
      askedOffline: [],
      asked: [enter],
      told: [{ kind: 'entered', reason: 'file /flag says "true"' }],
    })
  })

  it('goes on with a change of its own that is incomplete, unless a person has cancelled it', async () => {
    const desk = aDesk()
    const refused = { code: 'engine-timeout', seconds: 20 } as const
    desk.answers(ok(outcome('incomplete', refused)))
    desk.says(maintenance)
    const state = 'incomplete'
    desk.shows({ mode: 'Maintenance', source: 'Observer', change: { state, problem: refused } })
    await desk.after(1)
    const again = { asked: [...desk.asked], refused: desk.status()?.refused }

    const cancelled = { state, problem: { code: 'cancelled' } } as const
    desk.shows({ mode: 'Maintenance', source: 'Observer', change: cancelled })
    await desk.after(30)

    expect({ again, asked: desk.asked }).toEqual({
      again: { asked: [enter], refused },
      asked: [enter],
    })
  })

  it('does not ask again for what is under way, and turns round at once', async () => {
    const desk = aDesk()
    const letGo = desk.holdUpCore()
    desk.says(maintenance)
    await desk.after(1)
    await desk.after(30)
    const once = [...desk.asked]
    desk.shows({ mode: 'Maintenance', source: 'Observer', change: { state: 'running' } })
    desk.says(normal)
    await desk.after(30)
    letGo()
    await desk.settled()

    expect({ once, asked: desk.asked, told: desk.told }).toEqual({
      once: [enter],
      asked: [enter, exit],
      told: [{ kind: 'left', reason: 'file /flag says "false"' }],
    })
  })

  it('looks again before it asks for what was no wish when its check began', async () => {
    const desk = aDesk()
    const letGo = desk.holdUp()
    await desk.after(1)

    // Its "normal" is from before another observer has begun this one.
    desk.shows({ mode: 'Maintenance', source: 'Observer' })
    desk.says(maintenance)
    letGo()
    await desk.settled()

    expect({ asked: desk.asked, checks: desk.checks() }).toEqual({ asked: [], checks: 2 })
  })

  it('that is switched off checks only when it is asked, and nothing follows from that', async () => {
    const desk = aDesk({ enabled: false })
    desk.says(maintenance)
    await desk.after(3600)
    const alone = { checks: desk.checks(), status: desk.status() }

    await desk.observers.check(product)

    expect({ alone, lastValue: desk.status()?.lastValue, asked: desk.asked }).toMatchObject({
      alone: { checks: 0, status: { enabled: false, nextCheckAt: null, lastCheck: null } },
      lastValue: { says: 'maintenance' },
      asked: [],
    })
  })

  it('that is taken away while it checks does nothing any more', async () => {
    const desk = aDesk()
    const letGo = desk.holdUp()
    desk.says(maintenance)
    await desk.after(1)

    desk.observers.set(product, null)
    letGo()
    await desk.after(60)

    expect({ status: desk.status(), asked: desk.asked, checks: desk.checks() }).toEqual({
      status: null,
      asked: [],
      checks: 1,
    })
  })

  it('knows after a restart what it said, since when, and since when it fails', async () => {
    const desk = aDesk()
    await desk.after(1)
    desk.says(nothing)
    await desk.after(30)

    await desk.restarted()
    const atStart = desk.status()
    await desk.after(30)

    expect({ atStart, since: desk.status()?.failingSince, told: desk.told }).toMatchObject({
      atStart: {
        lastCheck: null,
        lastValue: { says: 'normal', value: 'false' },
        lastChangeAt: '2026-11-22T20:00:01.000Z',
        failingSince: '2026-11-22T20:00:31.000Z',
      },
      since: '2026-11-22T20:00:31.000Z',
      told: [{ kind: 'failing' }],
    })
  })
})
