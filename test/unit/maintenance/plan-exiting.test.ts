import { describe, expect, it } from 'vitest'
import { planFor } from '../../../src/main/maintenance/plan'
import { printPlan } from '../../../src/shared/plan'
import { aContainer, containers, idOf } from '../../support/world/containers'
import { withDetails } from '../../support/world/host-container'
import type { HostContainer } from '../../support/world/host-container'
import { exitTagOn, membersIn } from '../../support/world/observed'

/** The plan that brings back what was `before`, when it looks like `now`. */
function exiting(before: readonly HostContainer[], now: readonly HostContainer[]): string {
  const tag = exitTagOn(before)
  return printPlan(planFor(tag, membersIn(now, tag)))
}

function lines(text: string): string {
  return text.replace(/^ +/gm, '').trim()
}

/** Down and held, as maintenance leaves it. */
function down(before: readonly HostContainer[]): readonly HostContainer[] {
  return before.map((container) => ({
    ...withDetails(container, { restartPolicy: { name: 'no', maximumRetryCount: 0 } }),
    state: 'exited',
    exitCode: 0,
  }))
}

function checked(container: HostContainer): HostContainer {
  return withDetails(container, { hasHealthcheck: true })
}

describe('the plan of exiting', () => {
  it('starts what others depend on first', () => {
    const before = containers('db', 'cache', 'api>db,cache', 'web>api')

    expect(exiting(before, down(before))).toBe(
      lines(`
        start   db     ran before maintenance
        start   cache  ran before maintenance
        start   api    ran before maintenance, after start db, start cache
        start   web    ran before maintenance, after start api
      `),
    )
  })

  it('starts what shares a network after the one whose network it is', () => {
    const before = containers('vpn', 'a-worker&vpn')

    expect(exiting(before, down(before))).toBe(
      lines(`
        start   vpn       ran before maintenance
        start   a-worker  ran before maintenance, after start vpn
      `),
    )
  })

  it('puts back the policy before the start, and of what was down the policy only', () => {
    const before = containers('db@unless-stopped', '~old@on-failure:3', '~older')

    expect(exiting(before, down(before))).toBe(
      lines(`
        release db   policy from before maintenance
        release old  policy from before maintenance
        start   db   ran before maintenance, after release db
      `),
    )
  })

  it('pauses again what was paused, once it runs', () => {
    const before = containers('=queue')

    expect(exiting(before, down(before))).toBe(
      lines(`
        start   queue  ran before maintenance
        pause   queue  was paused before maintenance, after start queue
      `),
    )
  })

  it('starts what was restarting', () => {
    const before = containers('^loop')

    expect(exiting(before, down(before))).toBe('start   loop  ran before maintenance')
  })

  it('waits until what others need is healthy', () => {
    const before = containers('db', 'api>db+', 'web>api').map(checked)

    expect(exiting(before, down(before))).toBe(
      lines(`
        start   db   ran before maintenance
        await   db   others wait for it, after start db
        start   api  ran before maintenance, after await db
        start   web  ran before maintenance, after start api
      `),
    )
  })

  it('takes a start for healthy where nothing checks health', () => {
    const before = containers('db', 'api>db+')

    expect(exiting(before, down(before))).toBe(
      lines(`
        start   db   ran before maintenance
        start   api  ran before maintenance, after start db
      `),
    )
  })

  it('waits for the health of what runs already, unless it is healthy', () => {
    const before = containers('db', 'cache', 'api>db+,cache+').map(checked)
    const now = before.map((container) =>
      container.name === 'api'
        ? { ...container, state: 'exited' as const, exitCode: 0 }
        : {
            ...container,
            health: container.name === 'db' ? ('starting' as const) : ('healthy' as const),
          },
    )

    expect(exiting(before, now)).toBe(
      lines(`
        await   db   others wait for it
        start   api  ran before maintenance, after await db
      `),
    )
  })

  it('runs again a one-shot that was interrupted, and waits for its end', () => {
    const before = containers('migrate', 'api>migrate.')

    expect(exiting(before, down(before))).toBe(
      lines(`
        start   migrate  ran before maintenance
        await   migrate  others wait for it, after start migrate
        start   api      ran before maintenance, after await migrate
      `),
    )
  })

  it('does not run once more a one-shot that has completed since the tag was hung', () => {
    const before = containers('migrate', 'api>migrate.')
    const completed = down(before).map((container) =>
      container.name === 'migrate'
        ? withDetails(container, { startedAt: '2026-11-22T20:10:00Z' })
        : container,
    )

    expect(exiting(before, completed)).toBe('start   api  ran before maintenance')
  })

  it('leaves ended a one-shot that had ended before', () => {
    const before = containers('.migrate', 'api>migrate.')

    expect(exiting(before, down(before))).toBe('start   api  ran before maintenance')
  })

  it('leaves alone what runs already', () => {
    const before = containers('db', 'api>db')
    const now = [...containers('db'), ...down(containers('api>db'))]

    expect(exiting(before, now)).toBe('start   api  ran before maintenance')
  })

  it('does not start what appeared after the snapshot', () => {
    const before = containers('db')

    expect(exiting(before, down(containers('db', 'stranger')))).toBe(
      'start   db  ran before maintenance',
    )
  })

  it('does not touch what is ignored', () => {
    const before = containers('!backup@always')

    expect(exiting(before, containers('!backup'))).toBe('')
  })

  it('does not hang on containers that depend on each other', () => {
    const before = containers('a>b', 'b>a')

    expect(exiting(before, down(before))).toBe(
      lines(`
        start   b  ran before maintenance
        start   a  ran before maintenance, after start b
      `),
    )
  })

  it('reports what is gone, and starts the rest', () => {
    const before = containers('db', 'api>db')

    expect(exiting(before, down(containers('api>db')))).toBe(
      lines(`
        start   api  ran before maintenance
        gone    db
      `),
    )
  })

  it('finds a recreated container by its place', () => {
    const before = containers('web@always')
    const recreated = aContainer('web', {
      id: idOf('another'),
      name: 'shop-web-1',
      state: 'created',
    })

    expect(exiting(before, [recreated])).toBe(
      lines(`
        release shop-web-1  policy from before maintenance
        start   shop-web-1  ran before maintenance, after release shop-web-1
      `),
    )
  })

  it('finds a recreated container by its name when its place is another', () => {
    const before = containers('web')
    const recreated = aContainer('web', {
      id: idOf('another'),
      state: 'created',
      labels: { 'com.docker.compose.service': 'frontend' },
    })

    expect(exiting(before, [recreated])).toBe('start   web  ran before maintenance')
  })

  it('takes the service for a recreated container, not a one-off of it', () => {
    const before = containers('web')
    const recreated = aContainer('web', { id: idOf('another'), state: 'created' })
    const oneOff = aContainer('web-run', {
      state: 'exited',
      exitCode: 0,
      labels: { 'com.docker.compose.service': 'web', 'com.docker.compose.oneoff': 'True' },
    })

    expect([exiting(before, [recreated, oneOff]), exiting(before, [oneOff, recreated])]).toEqual([
      'start   web  ran before maintenance',
      'start   web  ran before maintenance',
    ])
  })

  it('starts a recreated container that was tried out and stopped meanwhile', () => {
    const before = containers('web')
    const triedOut = aContainer('web', {
      id: idOf('another'),
      state: 'exited',
      exitCode: 0,
      details: { startedAt: '2026-11-22T20:10:00Z' },
    })

    expect(exiting(before, [triedOut])).toBe('start   web  ran before maintenance')
  })

  it('plans a chain of 2,000', () => {
    const words = Array.from({ length: 2000 }, (_, at) => (at === 0 ? 'c0' : `c${at}>c${at - 1}`))
    const before = containers(...words)
    const tag = exitTagOn(before)

    const { steps } = planFor(tag, membersIn(down(before), tag))

    expect([steps.length, steps[0]?.target.name, steps.at(-1)?.target.name]).toEqual([
      2000,
      'c0',
      'c1999',
    ])
  })

  describe('of a batch that ran to its end once the exit was decided', () => {
    const before = containers('db@always', 'batch')
    const [db, batch] = before as readonly [HostContainer, HostContainer]
    const ended = ranFrom(batch, '2026-11-22T20:05:00.5Z', '2026-11-22T20:05:10.5Z')

    /** Down again after a run of its own. */
    function ranFrom(container: HostContainer, startedAt: string, finishedAt: string) {
      const done = withDetails(container, { startedAt, finishedAt })
      return { ...done, state: 'exited', exitCode: 0 } as const
    }

    function runningSince(startedAt: string): HostContainer {
      return withDetails(db, { startedAt })
    }

    it('does not start it once more, when something runs since before its end', () => {
      expect(exiting(before, [runningSince('2026-11-22T20:05:10.4Z'), ended])).toBe('')
    })

    it('starts it again when all that runs was started after: the daemon ended it', () => {
      expect(exiting(before, [runningSince('2026-11-22T20:05:10.6Z'), ended])).toBe(
        'start   batch  ran before maintenance',
      )
    })

    it('does not start it once more, when this Tagout has started it and was there since', () => {
      const now = [runningSince('2026-11-22T20:05:10.6Z'), ended]
      const tag = exitTagOn(before)

      expect(printPlan(planFor(tag, membersIn(now, tag), 'left', new Set([batch.id])))).toBe('')
    })

    it('starts it again when it failed', () => {
      const failed = { ...ended, exitCode: 1 }

      expect(exiting(before, [runningSince('2026-11-22T20:05:00Z'), failed])).toBe(
        'start   batch  ran before maintenance',
      )
    })

    it('starts it when its run was before the exit was decided', () => {
      const early = ranFrom(batch, '2026-11-22T19:59:59.9Z', '2026-11-22T20:05:10.5Z')

      expect(exiting(before, [runningSince('2026-11-22T20:05:00Z'), early])).toBe(
        'start   batch  ran before maintenance',
      )
    })
  })
})
