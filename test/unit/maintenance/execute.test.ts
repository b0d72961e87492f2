import { describe, expect, it } from 'vitest'
import { execute } from '../../../src/main/maintenance/execute'
import type { Execution } from '../../../src/main/maintenance/execute'
import { planFor } from '../../../src/main/maintenance/plan'
import { failed, ok } from '../../../src/shared/result'
import type { Plan } from '../../../src/shared/plan'
import { containers } from '../../support/world/containers'
import { createHandEngine } from '../../support/world/hand-engine'
import type { HandEngine } from '../../support/world/hand-engine'
import { withDetails } from '../../support/world/host-container'
import type { HostContainer } from '../../support/world/host-container'
import { exitTagOn, membersIn, tagOn } from '../../support/world/observed'
import { drained } from '../../support/world/traffic'

const refused = failed({ code: 'engine-refused', status: 500, detail: 'no' } as const)

interface Carried {
  readonly engine: HandEngine
  /** How each step ended that has: `stop web`, and `done` or the problem's code. */
  readonly ends: Readonly<Record<string, string>>
  readonly isOver: () => boolean
}

async function carryingOut(plan: Plan, overrides: Partial<Execution> = {}): Promise<Carried> {
  const engine = createHandEngine(plan.steps.map(({ target }) => target.name))
  const ends: Record<string, string> = {}
  const over = { is: false }
  void execute(plan, {
    engine,
    stillOurs: () => Promise.resolve(ok(true)),
    isCancelled: () => false,
    cancelled: new Promise(() => undefined),
    began: () => undefined,
    ended: ({ action, target }, end) => {
      const how = end.state === 'done' ? 'done' : `${end.state}: ${end.problem.code}`
      ends[`${action.type} ${target.name}`] = how
    },
    ...overrides,
  }).then(() => {
    over.is = true
  })
  await drained()
  return { engine, ends, isOver: () => over.is }
}

function entering(...words: readonly string[]): Plan {
  const all = containers(...words)
  return planFor(tagOn(all), membersIn(all))
}

function exiting(...words: readonly string[]): Plan {
  const before = containers(...words).map((each) => withDetails(each, { hasHealthcheck: true }))
  const tag = exitTagOn(before)
  return planFor(tag, membersIn(before.map(down), tag))
}

function down(container: HostContainer): HostContainer {
  const held = withDetails(container, { restartPolicy: { name: 'no', maximumRetryCount: 0 } })
  return { ...held, state: 'exited', exitCode: 0 }
}

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `c${100_000 + index}`)
}

describe('execute', () => {
  it('is over at once when there is nothing to do', async () => {
    const { isOver } = await carryingOut({ steps: [], gone: [] })

    expect(isOver()).toBe(true)
  })

  it('stops a container as soon as its own dependents are down, not a whole level', async () => {
    const { engine } = await carryingOut(entering('db', 'api>db', 'cache', 'web>cache'))
    const first = engine.underWay()

    await engine.answer('stop web')

    expect([first, engine.underWay()]).toEqual([
      ['stop api', 'stop web'],
      ['stop api', 'stop cache'],
    ])
  })

  it('begins nothing before what comes first has ended', async () => {
    const { engine, ends, isOver } = await carryingOut(exiting('db@always', 'api>db+', 'web>api'))
    const seen: (readonly string[])[] = []
    while (!isOver()) {
      const underWay = engine.underWay()
      seen.push(underWay)
      await engine.answer(underWay[0] ?? '')
    }

    expect({ seen, ends: new Set(Object.values(ends)) }).toEqual({
      seen: [['release db'], ['start db'], ['await db'], ['start api'], ['start web']],
      ends: new Set(['done']),
    })
  })

  it('stops 64 at once, and the next when one is down', async () => {
    const { engine } = await carryingOut(entering(...numbered(100)))
    const atFirst = engine.underWay().length

    await engine.answer('stop c100000')

    expect([atFirst, engine.underWay().length, engine.underWay().at(-1)]).toEqual([
      64,
      64,
      'stop c100064',
    ])
  })

  it('starts 6 at once, and waits for the health of any number', async () => {
    const many = numbered(20)
    const plan = exiting(...many, ...many.map((name) => `of-${name}>${name}+`))
    const { engine } = await carryingOut(plan)
    const atFirst = engine.underWay().length

    for (const name of many) await engine.answer(`start ${name}`)

    const kinds = engine.underWay().map((command) => command.split(' ')[0])
    expect([atFirst, kinds]).toEqual([6, many.map(() => 'await')])
  })

  it('holds back what requires a step that failed, all the way down, and nothing else', async () => {
    const { engine, ends, isOver } = await carryingOut(
      entering('db', 'api>db', 'web>api', 'cache', 'queue>cache'),
    )

    await engine.answer('stop web', refused)
    await engine.answerAll()

    expect({ ends, isOver: isOver() }).toEqual({
      ends: {
        'stop web': 'failed: engine-refused',
        'stop api': 'not-begun: held-back',
        'stop db': 'not-begun: held-back',
        'stop queue': 'done',
        'stop cache': 'done',
      },
      isOver: true,
    })
  })

  it('does not hold from restarting what did not stop', async () => {
    const { engine, ends } = await carryingOut(entering('web@always'))

    await engine.answer('stop web', refused)

    expect(ends).toEqual({
      'stop web': 'failed: engine-refused',
      'hold web': 'not-begun: held-back',
    })
  })

  it('starts what depends on something that did not get healthy', async () => {
    const { engine, ends } = await carryingOut(exiting('db', 'api>db+'))

    await engine.answer('start db')
    await engine.answer('await db', failed({ code: 'engine-timeout', seconds: 60 }))
    await engine.answerAll()

    expect(ends).toEqual({
      'start db': 'done',
      'await db': 'failed: engine-timeout',
      'start api': 'done',
    })
  })

  it('takes for stopped and held what is gone', async () => {
    const gone = failed({ code: 'container-gone' } as const)
    const { engine, ends } = await carryingOut(entering('web@always'))

    await engine.answer('stop web', gone)
    await engine.answer('hold web', gone)

    expect(ends).toEqual({ 'hold web': 'done', 'stop web': 'done' })
  })

  it('begins nothing more when it is cancelled, and waits for what is under way', async () => {
    const cancelled = { is: false }
    const plan = entering('db', 'api>db', 'web>api', 'cache')
    const { engine, ends, isOver } = await carryingOut(plan, { isCancelled: () => cancelled.is })

    cancelled.is = true
    await engine.answer('stop web')
    const whileUnderWay = isOver()
    await engine.answer('stop cache')

    expect({ ends, whileUnderWay, isOver: isOver() }).toEqual({
      ends: {
        'stop web': 'done',
        'stop cache': 'done',
        'stop api': 'not-begun: cancelled',
        'stop db': 'not-begun: cancelled',
      },
      whileUnderWay: false,
      isOver: true,
    })
  })

  it('can be cancelled with ten thousand steps ahead', async () => {
    const plan = entering(...numbered(10_000))

    const { ends, isOver } = await carryingOut(plan, { isCancelled: () => true })

    expect([isOver(), new Set(Object.values(ends))]).toEqual([
      true,
      new Set(['not-begun: cancelled']),
    ])
  })

  it('begins nothing once the tag is no longer the one that it works for', async () => {
    const hangs = { still: true }
    const { engine, ends } = await carryingOut(entering('db', 'web>db'), {
      stillOurs: () => Promise.resolve(ok(hangs.still)),
    })

    hangs.still = false
    await engine.answer('stop web')

    expect(ends).toEqual({ 'stop web': 'done', 'stop db': 'not-begun: tag-replaced' })
  })

  it('begins nothing when it cannot be told whose the tag is', async () => {
    const { engine, ends } = await carryingOut(entering('web'), {
      stillOurs: () => Promise.resolve(failed({ code: 'engine-unreachable', detail: '' })),
    })

    expect([engine.underWay(), ends]).toEqual([[], { 'stop web': 'not-begun: engine-unreachable' }])
  })

  it('ends a wait as soon as the user cancels, and begins nothing after it', async () => {
    const user = { cancel: (): void => undefined, hasCancelled: false }
    const cancelled = new Promise<void>((resolve) => {
      user.cancel = resolve
    })
    const { engine, ends, isOver } = await carryingOut(exiting('db', 'web>db+'), {
      isCancelled: () => user.hasCancelled,
      cancelled,
    })
    await engine.answer('start db')
    const waiting = engine.underWay()

    user.hasCancelled = true
    user.cancel()
    await drained()

    expect({ waiting, ends, isOver: isOver() }).toEqual({
      waiting: ['await db'],
      ends: {
        'start db': 'done',
        'await db': 'failed: cancelled',
        'start web': 'not-begun: cancelled',
      },
      isOver: true,
    })
  })
})
