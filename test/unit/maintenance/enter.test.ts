import { describe, expect, it } from 'vitest'
import { claim } from '../../../src/shared/ids'
import { printPlan } from '../../../src/shared/plan'
import { aContainer, containers } from '../../support/world/containers'
import { Crash } from '../../support/world/life'
import { shop as shopId } from '../../support/world/observed'
import { containersTold, shown, told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

const shop = containers('db@always', 'api>db@unless-stopped', 'web>api', '!backup', '.migrate')

const untouched = { mode: 'Normal', containers: aWorld(shop).inspections(), volumes: [], log: [] }

/** What an end is judged by, and what was done to containers on the way. */
function ending(world: World) {
  const { mode, containers, volumes } = world.summary()
  return { mode, containers, volumes, log: world.host.log }
}

describe('entering', () => {
  it('stops in order and holds, and says so when all is down', async () => {
    const world = aWorld(shop)

    const answer = await world.started().enter()

    expect({ told: told(answer), each: containersTold(answer), ...ending(world) }).toEqual({
      told: 'changed to Maintenance',
      each: { db: 'stopped', api: 'stopped', web: 'stopped' },
      mode: 'Maintenance',
      containers: {
        db: 'exited no',
        api: 'exited no',
        web: 'exited no',
        backup: 'running no',
        migrate: 'exited no',
      },
      volumes: ['tagout.shop'],
      log: ['stop web', 'stop api', 'stop db', 'hold api', 'hold db'],
    })
  })

  it('writes down who, why and since when before anything is touched', async () => {
    const world = aWorld(shop)
    world.host.trouble('stop', 'web', 'refused')

    await world.started().enter({ reason: 'patch night' })

    const tag = world.volumes.tag(shopId)
    expect(
      tag !== null && 'trigger' in tag ? [tag.trigger, tag.snapshot.containers.length] : tag,
    ).toEqual([
      {
        source: 'Manual',
        reason: 'patch night',
        by: 'one@desk',
        at: '2026-11-22T20:00:00.250Z',
      },
      4,
    ])
  })

  it('is a no-op that succeeds when it is in maintenance already', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter()
    const before = ending(world)

    const answer = await tagout.enter({ source: 'Observer' })

    expect({ told: told(answer), after: ending(world) }).toEqual({
      told: 'already, Maintenance',
      after: before,
    })
  })

  it('joins the change that is on its way when it is asked for twice', async () => {
    const world = aWorld(shop)
    const tagout = world.started()

    const answers = await Promise.all([tagout.enter(), tagout.enter()])

    expect({ told: answers.map(told), log: world.host.log }).toEqual({
      told: ['changed to Maintenance', 'changed to Maintenance'],
      log: ['stop web', 'stop api', 'stop db', 'hold api', 'hold db'],
    })
  })

  it('reports a container that does not stop, holds back what it needs, and stops the rest', async () => {
    const world = aWorld([...shop, ...containers('cache', 'queue>cache')])
    const tagout = world.started()
    world.host.trouble('stop', 'api', 'refused')

    const answer = await tagout.enter()

    expect({
      told: told(answer),
      each: containersTold(answer),
      shown: shown(tagout.change()),
      mode: world.summary().mode,
      volumes: world.volumes.names(),
    }).toEqual({
      told: 'incomplete, Maintenance',
      each: {
        api: 'failed: engine-refused',
        db: 'not-begun: held-back',
        web: 'stopped',
        cache: 'stopped',
        queue: 'stopped',
      },
      shown: 'incomplete to Maintenance',
      mode: 'Entering',
      volumes: ['tagout.shop'],
    })
  })

  it('does what is left when it is retried', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    world.host.trouble('stop', 'api', 'refused')
    await tagout.enter()
    world.host.noTrouble()

    const answer = await tagout.retry()

    expect({ told: told(answer), shown: shown(tagout.change()), ...ending(world) }).toEqual({
      told: 'changed to Maintenance',
      shown: 'none',
      mode: 'Maintenance',
      containers: {
        db: 'exited no',
        api: 'exited no',
        web: 'exited no',
        backup: 'running no',
        migrate: 'exited no',
      },
      volumes: ['tagout.shop'],
      log: ['stop web', 'stop api', 'stop db', 'hold api', 'hold db'],
    })
  })

  it('does what is left when the same is asked for again', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    world.host.trouble('stop', 'api', 'refused')
    await tagout.enter()
    world.host.noTrouble()

    expect(told(await tagout.enter())).toBe('changed to Maintenance')
  })

  it('believes the engine only when it is so', async () => {
    const world = aWorld(shop)
    world.host.trouble('stop', 'web', 'without-effect')

    const answer = await world.started().enter()

    expect({ told: told(answer), web: containersTold(answer).web }).toEqual({
      told: 'incomplete, Maintenance',
      web: 'failed: not-so',
    })
  })

  it('does not say stopped of what was started again meanwhile', async () => {
    const world = aWorld(containers('db', 'web>db'))
    const tagout = world.started()
    tagout.upon('stop web done', () => {
      world.clock.pass(5000)
      world.host.start(aContainer('web').id)
    })

    const answer = await tagout.enter()

    expect({ told: told(answer), each: containersTold(answer) }).toEqual({
      told: 'incomplete, Maintenance',
      each: { db: 'stopped', web: 'failed: not-so' },
    })
  })

  it('counts as stopped what the engine answered too late, when it is down', async () => {
    const world = aWorld(containers('web'))
    world.host.trouble('stop', 'web', 'slow')

    const answer = await world.started().enter()

    expect({ told: told(answer), each: containersTold(answer) }).toEqual({
      told: 'changed to Maintenance',
      each: { web: 'stopped' },
    })
  })

  it('goes on to report what its policy restarted and cannot be stopped', async () => {
    const world = aWorld(containers('web@always'))
    const dying = world.started('one', { dies: 'after', effect: 0 })
    await expect(dying.enter()).rejects.toThrow(Crash)
    world.daemonRestart()
    world.host.trouble('stop', 'web', 'refused')
    const tagout = await world.restarted()

    const answers = [await tagout.retry(), await tagout.retry()]

    expect({ told: answers.map(told), mode: world.summary().mode }).toEqual({
      told: ['incomplete, Maintenance', 'incomplete, Maintenance'],
      mode: 'Entering',
    })
  })

  it('flags what was killed because it did not stop in time', async () => {
    const world = aWorld(containers('db', 'web'))
    world.host.trouble('stop', 'db', 'killed')

    const answer = await world.started().enter()

    const killed = answer.ok ? answer.value.containers.filter((each) => each.killed) : []
    expect(killed.map(({ name }) => name)).toEqual(['db'])
  })

  it('wants an acknowledgement for what a stop deletes, and changes nothing without', async () => {
    const world = aWorld([...shop, aContainer('tmp', { details: { autoRemove: true } })])
    const before = ending(world)

    const answer = await world.started().enter()

    expect({ answer, after: ending(world) }).toEqual({
      answer: { ok: false, problem: { code: 'acknowledgement-needed', containers: ['tmp'] } },
      after: before,
    })
  })

  it('stops what a stop deletes when that is acknowledged', async () => {
    const world = aWorld([
      ...containers('web'),
      aContainer('tmp', { details: { autoRemove: true } }),
    ])

    const answer = await world.started().enter({ acknowledged: true })

    expect({ told: told(answer), each: containersTold(answer), ...world.inspections() }).toEqual({
      told: 'changed to Maintenance',
      each: { web: 'stopped', tmp: 'gone' },
      web: 'exited no',
    })
  })

  it('refuses tasks of a Swarm that it can not scale, and changes nothing', async () => {
    const labels = { 'com.docker.swarm.service.name': 'shop_web' }
    const world = aWorld([aContainer('web', { labels, swarm: { kind: 'task' } })])

    const answer = await world.started().enter()

    expect({ answer, log: world.host.log, volumes: world.volumes.names() }).toEqual({
      answer: { ok: false, problem: { code: 'swarm-manager-needed', services: ['shop_web'] } },
      log: [],
      volumes: [],
    })
  })

  it('is refused while the environment is offline, and changes nothing', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    world.goOffline()

    const answer = await tagout.enter()

    expect({ told: told(answer), ...ending(world) }).toEqual({
      told: 'refused: environment-offline',
      ...untouched,
    })
  })

  it('is refused where there is no such product', async () => {
    expect(told(await aWorld([]).started().enter())).toBe('refused: product-not-found')
  })

  it('puts a product into maintenance of which nothing runs', async () => {
    const world = aWorld(containers('~web@always'))

    const answer = await world.started().enter()

    expect({
      told: told(answer),
      each: containersTold(answer),
      mode: world.summary().mode,
    }).toEqual({
      told: 'changed to Maintenance',
      each: { web: 'policy-only' },
      mode: 'Maintenance',
    })
  })

  it('takes an exit mark that hangs alone for nothing, and sweeps it up', async () => {
    const world = aWorld(shop)
    world.volumes.createMark('exit', 'shop', {
      claim: claim.parse('one.left-behind'),
      of: null,
      trigger: { source: 'Manual', reason: '', by: 'ada@desk', at: '2026-11-01T20:00:00Z' },
      hungAt: null,
    })
    const before = world.summary().mode

    const answer = await world.started().enter()

    const { mode, volumes } = world.summary()
    expect({ before, told: told(answer), mode, volumes }).toEqual({
      before: 'Normal',
      told: 'changed to Maintenance',
      mode: 'Maintenance',
      volumes: ['tagout.shop'],
    })
  })
})

describe('a preview of entering', () => {
  it('shows the very plan that would run, what is left alone and why, and changes nothing', async () => {
    const world = aWorld([
      ...shop,
      ...containers('~old', '^loop'),
      aContainer('tmp', { details: { autoRemove: true } }),
    ])
    const tagout = world.started()
    const before = ending(world)

    const preview = await tagout.preview('Maintenance')
    const after = ending(world)
    const steps: string[] = []
    tagout.upon('stop db waiting', () => {
      steps.push(...(tagout.change()?.steps ?? []).map(({ step }) => step))
    })
    await tagout.enter({ acknowledged: true })

    if (!preview.ok) throw new Error(preview.problem.code)
    const { plan, untouched, warnings, maintenance } = preview.value
    expect({
      after,
      steps,
      print: printPlan(plan).split('\n'),
      untouched: untouched.map(({ name, why }) => `${name}: ${why}`),
      warnings,
      maintenance,
    }).toEqual({
      after: before,
      steps: plan.steps.map(({ id }) => id),
      print: [
        'stop    web   entering maintenance',
        'stop    api   entering maintenance, after stop web',
        'stop    db    entering maintenance, after stop api',
        'stop    loop  entering maintenance',
        'stop    tmp   entering maintenance',
        'hold    api   would restart by its policy, after stop api',
        'hold    db    would restart by its policy, after stop db',
      ],
      untouched: ['backup: ignored', 'migrate: one-shot', 'old: one-shot'],
      warnings: [
        { code: 'restarting', name: 'loop' },
        { code: 'removed-on-stop', name: 'tmp' },
      ],
      maintenance: { mode: 'Normal' },
    })
  })

  it('warns of a session that is open in what is stopped, and of no other', async () => {
    const world = aWorld(containers('db', 'web>db', '!backup'))
    world.host.openSession('db', 'psql -U shop')
    world.host.openSession('db', 'sh')
    world.host.openSession('backup', 'sh')

    const [entering, exiting] = [
      await world.started().preview('Maintenance'),
      await world.started().preview('Normal'),
    ]

    expect([entering, exiting].map((each) => each.ok && each.value.warnings)).toEqual([
      [{ code: 'session-open', name: 'db', commands: ['psql -U shop', 'sh'] }],
      [],
    ])
  })

  it('has nothing to do in a mode that it is in already', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter()

    const [again, exit] = [await tagout.preview('Maintenance'), await tagout.preview('Normal')]

    expect([again, exit].map((each) => each.ok && each.value.plan.steps.length)).toEqual([0, 5])
  })
})

describe('a tag that this Tagout cannot read', () => {
  it('is never touched, nor is anything of the product', async () => {
    const world = aWorld(shop)
    const before = world.inspections()
    world.volumes.scribble('shop')
    const tagout = await world.restarted()

    const answers = [
      await tagout.enter(),
      await tagout.exit({ source: 'Observer' }),
      await tagout.retry(),
      await tagout.takeover(),
    ]
    tagout.noticed()
    await world.settled()

    expect({ told: answers.map(told), ...ending(world) }).toEqual({
      told: Array.from({ length: 4 }, () => 'refused: tag-unreadable'),
      mode: 'Unreadable',
      containers: before,
      volumes: ['tagout.shop'],
      log: [],
    })
  })
})

describe('drift', () => {
  it('is shown, and left to the user', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter()
    world.clock.pass(60_000)

    world.host.start(aContainer('web').id)
    await world.settled()

    const { mode, drift, containers } = world.summary()
    expect({ mode, drift, web: containers.web, shown: shown(tagout.change()) }).toEqual({
      mode: 'Maintenance',
      drift: ['web'],
      web: 'running no',
      shown: 'none',
    })
  })

  it('is stopped again when the user says so', async () => {
    const world = aWorld(shop)
    const tagout = world.started()
    await tagout.enter()
    world.clock.pass(60_000)
    world.host.start(aContainer('web').id)
    await world.settled()

    const answer = await tagout.retry()

    const { mode, drift, containers } = world.summary()
    expect({ told: told(answer), mode, drift, web: containers.web }).toEqual({
      told: 'changed to Maintenance',
      mode: 'Maintenance',
      drift: [],
      web: 'exited no',
    })
  })

  it('is stopped again, too, when the user says so while a change is under way', async () => {
    const world = aWorld(containers('db@always', '~old'))
    const tagout = world.started()
    const stopDb = world.holdUp('stop db')
    const entered = tagout.enter()
    await world.settled()
    world.clock.pass(60_000)
    world.host.start(aContainer('old').id)
    await world.settled()

    const retried = tagout.retry()
    await world.settled()
    stopDb()

    expect({ told: [told(await entered), told(await retried)], ...ending(world) }).toMatchObject({
      told: ['changed to Maintenance', 'changed to Maintenance'],
      mode: 'Maintenance',
      containers: { db: 'exited no', old: 'exited no' },
    })
  })

  it('is left when the change that is under way is cancelled after the user said so', async () => {
    const world = aWorld(containers('db@always', 'api>db', '~old'))
    const tagout = world.started()
    const stopApi = world.holdUp('stop api')
    const entered = tagout.enter()
    await world.settled()
    world.clock.pass(60_000)
    world.host.start(aContainer('old').id)
    await world.settled()

    const retried = tagout.retry()
    await world.settled()
    tagout.cancel()
    stopApi()

    expect({ told: [told(await entered), told(await retried)], ...ending(world) }).toMatchObject({
      told: ['incomplete, Maintenance: cancelled', 'incomplete, Maintenance: cancelled'],
      containers: { db: 'running always', api: 'exited no', old: 'running no' },
    })
  })
})
