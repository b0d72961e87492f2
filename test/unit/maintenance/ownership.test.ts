import { describe, expect, it } from 'vitest'
import type { ObserverMemory } from '../../../src/main/observers/memory'
import type { Observers } from '../../../src/main/observers/observers'
import type { Outcome } from '../../../src/shared/change'
import type { Source } from '../../../src/shared/maintenance'
import type { Reading } from '../../../src/shared/observer'
import type { Problem } from '../../../src/shared/problem'
import type { Result } from '../../../src/shared/result'
import { containers } from '../../support/world/containers'
import { Crash } from '../../support/world/life'
import type { Fuse } from '../../support/world/life'
import { aMemory, observing } from '../../support/world/observer'
import { seeded } from '../../support/world/random'
import { answerFault, faultOf, hangingIn } from '../../support/world/record'
import type { Asked, Hanging } from '../../support/world/record'
import { product } from '../../support/world/tagout'
import type { Tagout } from '../../support/world/tagout'
import { shuffled } from '../../support/world/traffic'
import { aWorld } from '../../support/world/world'

const shop = containers('db@always', 'api>db@unless-stopped', 'web>api', '~old@always')
const asBefore = aWorld(shop).inspections()
/** Others, and more of them, for a soak: the seeds that a failure names can be told again alone. */
const stories = Number(process.env.TAGOUT_OWNERSHIP_STORIES ?? 10_000)
const firstSeed = Number(process.env.TAGOUT_OWNERSHIP_SEED ?? 0)
const storiesPerTest = Math.min(100, stories)
const tests = Array.from(
  { length: stories / storiesPerTest },
  (_, index) => firstSeed + index * storiesPerTest,
)

/** What users do, what the observed system does, and what befalls Tagout and its connection. */
const doings = [
  ...(['enter', 'exit', 'enter', 'exit', 'take over', 'retry', 'cancel'] as const),
  ...(['flag', 'check', 'check', 'check', 'failing check'] as const),
  ...(['restart', 'die soon', 'offline', 'online', 'pass'] as const),
]
type Doing = (typeof doings)[number]

const unreachable: Reading = {
  says: 'nothing',
  problem: { code: 'source-unreachable', detail: 'ECONNREFUSED' },
}

interface Request {
  readonly asked: Asked
  /** How many records had been seen when it was made. */
  readonly since: number
}

/** All that went against the table in the story of the seed. */
async function faultsIn(seed: number): Promise<readonly string[]> {
  const random = seeded(seed)
  const traffic = shuffled(random)
  const world = aWorld(shop, traffic)
  const instances = seed % 2 === 0 ? ['one'] : ['one', 'two']
  const tagouts = new Map<string, Tagout>()
  const told: string[] = []
  const faults: string[] = []
  const seen: Hanging[] = [null]
  const everHung = new Set<string>()
  const toldTakenOver = new Set<string | undefined>()
  const endedByObserver = new Set<string>()
  const open = new Set<Request>()
  let flag: 'maintenance' | 'normal' = 'normal'
  let isOnline = true
  let nextCheckFails = false
  /** Checks begun since a person's exit was done; as many as may be when nobody saw that. */
  let checksSinceExit = Infinity
  /** Every other story has Tagout's own observers; in the rest, whoever checks asks the core at once. */
  const hasObservers = seed % 4 > 1
  const observers = new Map<string, Observers>()
  const memories = new Map<string, ObserverMemory>()

  function fault(what: string): void {
    faults.push(`seed ${seed}: ${what} (${told.join(', ')})`)
  }

  /** Once after each thing that goes on, so that no step is missed. */
  function look(): void {
    const before = seen.at(-1) ?? null
    const after = hangingIn(world)
    if (JSON.stringify(before) === JSON.stringify(after)) return
    const wrong = faultOf(before, after, isOpen, everHung)
    if (wrong !== null) fault(wrong)
    // A step that another Tagout was at may come late; it is undone, and the end is looked at below.
    const isAlone = instances.length === 1
    if (after === null && isAlone && !isAsBefore()) fault('it ended before all was back')
    for (const [instance, each] of observers) {
      if (!isOnline || tagouts.get(instance)?.life.isOver()) continue
      const isDecided = before?.claim === after?.claim && before?.exit !== after?.exit
      if (after?.exit === 'Manual' && isDecided) each.exitDecided(product, after.claim)
      each.looked()
    }
    if (after === null && before?.exit === 'Manual') {
      checksSinceExit = instances.length === 1 && isOnline ? 0 : Infinity
    }
    if (after !== null) everHung.add(after.claim)
    if (after === null && before?.exit === 'Observer') endedByObserver.add(before.claim)
    seen.push(after)
  }

  function isAsBefore(): boolean {
    return JSON.stringify(world.inspections()) === JSON.stringify(asBefore)
  }

  function isOpen(what: Asked): boolean {
    return [...open].some(({ asked }) => asked === what)
  }

  function ask(
    asked: Asked,
    answer: Promise<Result<Outcome, Problem>>,
  ): Promise<Result<Outcome, Problem>> {
    const request = { asked, since: seen.length - 1 }
    open.add(request)
    answer.then(
      (result) => {
        look()
        const meanwhile = seen.slice(request.since)
        const wrong = answerFault(asked, result, meanwhile)
        if (wrong !== null) fault(`${asked} was answered ${wrong}`)
        if (asked === 'Manual takeover' && result.ok && result.value.result === 'changed') {
          toldTakenOver.add(meanwhile.findLast((hanging) => hanging !== null)?.claim)
        }
        open.delete(request)
      },
      (error: unknown) => {
        if (!(error instanceof Crash)) fault(`${asked} threw ${String(error)}`)
        // What the dead asked for last may still be on its way, and is never answered.
      },
    )
    return answer
  }

  function change(by: Tagout, what: 'enter' | 'exit', source: Source) {
    return ask(`${source} ${what}`, by[what]({ source }))
  }

  function restart(instance: string, fuse?: Fuse): Tagout {
    const reborn = world.started(instance, fuse)
    tagouts.set(instance, reborn)
    if (hasObservers) observe(instance, reborn)
    reborn.connect().catch(expectCrash)
    return reborn
  }

  function observe(instance: string, tagout: Tagout): void {
    observers.get(instance)?.close()
    const memory = memories.get(instance) ?? aMemory()
    memories.set(instance, memory)
    const source = (): Reading => {
      checksSinceExit++
      const fails = nextCheckFails
      nextCheckFails = false
      return fails ? unreachable : { says: flag, value: flag }
    }
    observers.set(
      instance,
      observing(tagout, {
        ...{ world, traffic, random, memory, source },
        isOnline: () => isOnline,
        change: (by, what) => {
          const { claim, owner, exit } = hangingIn(world) ?? {}
          if (what === 'enter' && exit === 'Manual') fault(`enters while a person ends ${claim}`)
          if (what === 'enter' && checksSinceExit < 2) fault('a stale flag enters again')
          if (what === 'exit' && owner === 'Manual') fault(`would end ${claim}, a person's`)
          return change(by, what, 'Observer')
        },
      }),
    )
  }

  function check(tagout: Tagout, instance: string): void {
    const own = observers.get(instance)
    if (own === undefined)
      void change(tagout, flag === 'maintenance' ? 'enter' : 'exit', 'Observer')
    else void own.check(product)
  }

  function expectCrash(error: unknown): void {
    if (!(error instanceof Crash)) fault(`threw ${String(error)}`)
  }

  function oneOf<T>(all: readonly T[], otherwise: T): T {
    return all[Math.floor(random() * all.length)] ?? otherwise
  }

  function comeBack(): void {
    isOnline = true
    void world.comeBack().catch(expectCrash)
    for (const each of observers.values()) each.looked()
  }

  const does: Readonly<Record<Doing, (tagout: Tagout, instance: string) => void>> = {
    enter: (tagout) => void change(tagout, 'enter', 'Manual'),
    exit: (tagout) => void change(tagout, 'exit', 'Manual'),
    'take over': (tagout) => void ask('Manual takeover', tagout.takeover()),
    retry: (tagout) => void tagout.retry().catch(expectCrash),
    cancel: (tagout) => tagout.cancel(),
    flag: () => {
      flag = flag === 'maintenance' ? 'normal' : 'maintenance'
    },
    check,
    'failing check': (tagout, instance) => {
      nextCheckFails = true
      if (hasObservers) check(tagout, instance)
    },
    restart: (_, instance) => void restart(instance),
    'die soon': (_, instance) => {
      const effect = Math.floor(random() * 8)
      restart(instance, { dies: oneOf(['before', 'after'], 'after'), effect })
    },
    offline: () => {
      isOnline = false
      world.goOffline()
    },
    online: comeBack,
    pass: () => world.clock.pass(75_000),
  }

  function act(): void {
    const doing = oneOf(doings, 'check')
    const instance = oneOf(instances, 'one')
    const known = tagouts.get(instance)
    told.push(doing)
    does[doing](known === undefined || known.life.isOver() ? restart(instance) : known, instance)
  }

  /** Until nothing is under way. */
  async function settle(): Promise<void> {
    for (let steps = 0; await traffic.goOn(); steps++) {
      look()
      if (steps > 20_000) throw new Error(`seed ${seed} never settles`)
    }
    look()
  }

  for (const instance of instances) restart(instance)
  for (let round = 0; round < 10; round++) {
    act()
    look()
    for (let steps = Math.floor(random() * 25); steps > 0; steps--) {
      await traffic.goOn()
      look()
    }
  }

  // In the end all is reachable, lives, and has the time that it takes.
  comeBack()
  await settle()
  for (const instance of instances) restart(instance)
  for (const each of observers.values()) each.close()
  for (let times = 0; times < 2; times++) {
    await settle()
    world.clock.pass(75_000)
  }
  await settle()
  const last = tagouts.get('one') ?? restart('one')
  if (world.summary().mode !== 'Normal') last.retry().catch(expectCrash)
  await settle()
  const { mode } = world.summary()
  if (mode !== 'Normal' && mode !== 'Maintenance') fault(`it stays ${mode}`)
  const owner = seen.at(-1)?.owner
  if (owner === 'Observer') {
    void change(last, 'exit', 'Manual')
    await settle()
    if (seen.at(-1) === null) fault('a person ended what the observer owns')
  }
  if (owner !== undefined) {
    void change(last, 'exit', owner)
    await settle()
    world.clock.pass(75_000)
    await settle()
  }
  for (const claim of endedByObserver) {
    if (toldTakenOver.has(claim)) fault(`the observer ended ${claim}, which was taken over`)
  }
  const { volumes } = world.summary()
  if (volumes.length > 0) fault(`at last there hangs ${volumes.join(', ')}`)
  if (!isAsBefore()) fault(`at last there is ${JSON.stringify(world.inspections())}`)
  return faults
}

describe('whoever activated maintenance controls when it ends', () => {
  it.each(tests)(`in the ${storiesPerTest} stories from seed %i on`, async (first) => {
    const faults: string[] = []
    for (let seed = first; seed < first + storiesPerTest; seed++) {
      faults.push(...(await faultsIn(seed)))
    }

    expect(faults).toEqual([])
  })
})
