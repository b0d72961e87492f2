import { describe, expect, it } from 'vitest'
import { planFor, planOfEntering } from '../../../src/main/maintenance/plan'
import { snapshotOf } from '../../../src/main/maintenance/snapshot'
import type { Tag } from '../../../src/shared/maintenance'
import { printPlan } from '../../../src/shared/plan'
import { aContainer, containers, idOf } from '../../support/world/containers'
import { withDetails } from '../../support/world/host-container'
import type { HostContainer } from '../../support/world/host-container'
import { hungAt, membersIn, tagOn } from '../../support/world/observed'

function entering(...words: readonly string[]): string {
  const members = membersIn(containers(...words))
  return printPlan(planOfEntering(snapshotOf(members), members))
}

function left(tag: Tag, now: readonly HostContainer[]): string {
  return printPlan(planFor(tag, membersIn(now, tag)))
}

/** Indented as the test is; a line each. */
function lines(text: string): string {
  return text.replace(/^ +/gm, '').trim()
}

function startedAt(container: HostContainer | undefined, time: string): HostContainer {
  return withDetails(container ?? aContainer('web'), { startedAt: time })
}

describe('the plan of entering', () => {
  it('stops dependents before what they depend on', () => {
    expect(entering('db', 'cache', 'api>db,cache', 'web>api')).toBe(
      lines(`
        stop    web    entering maintenance
        stop    api    entering maintenance, after stop web
        stop    cache  entering maintenance, after stop api
        stop    db     entering maintenance, after stop api
      `),
    )
  })

  it('stops what shares a network before the one whose network it is', () => {
    expect(entering('vpn', 'worker&vpn')).toBe(
      lines(`
        stop    worker  entering maintenance
        stop    vpn     entering maintenance, after stop worker
      `),
    )
  })

  it('holds from restarting what is down', () => {
    expect(entering('db@always')).toBe(
      lines(`
        stop    db  entering maintenance
        hold    db  would restart by its policy, after stop db
      `),
    )
  })

  it.each(['created', 'dead', 'removing', 'exited'] as const)(
    'leaves down what is %s, and takes it for stopped at entry',
    (state) => {
      const members = membersIn(containers('web', 'db')).map((member) =>
        member.name === 'web' ? { ...member, state } : member,
      )
      const snapshot = snapshotOf(members)

      expect({
        was: snapshot.containers.map(({ name, was }) => `${name} ${was}`),
        print: printPlan(planOfEntering(snapshot, members)),
      }).toEqual({
        was: ['db running', 'web stopped'],
        print: 'stop    db  entering maintenance',
      })
    },
  )

  it('holds what was stopped on purpose and would come back, and stops nothing of it', () => {
    expect(entering('~old@always', '~older')).toBe('hold    old  would restart by its policy')
  })

  it('leaves the ignored alone, also as a link of the chain', () => {
    expect(entering('db', '!backup>db@always', 'web>backup')).toBe(
      lines(`
        stop    db   entering maintenance
        stop    web  entering maintenance
      `),
    )
  })

  it('stops what is paused, and what is restarting', () => {
    expect(entering('=queue', '^loop')).toBe(
      lines(`
        stop    loop   entering maintenance
        stop    queue  entering maintenance
      `),
    )
  })

  it('does not hang on containers that depend on each other: one of them begins', () => {
    expect(entering('a>b', 'b>c', 'c>a')).toBe(
      lines(`
        stop    b  entering maintenance
        stop    c  entering maintenance, after stop b
        stop    a  entering maintenance, after stop c
      `),
    )
  })

  it('does not wait for itself', () => {
    expect(entering('a>a')).toBe('stop    a  entering maintenance')
  })

  it('leaves out the steps that have been taken', () => {
    const before = containers('db@always', 'api>db@always')
    const now = containers('db@no', '~api>db@no')

    expect(left(tagOn(before), now)).toBe('stop    db  entering maintenance')
  })

  it('is empty when all is down and held', () => {
    const before = containers('db@always', 'api>db@always')

    expect(left(tagOn(before), containers('~db', '~api>db'))).toBe('')
  })

  it('still stops what runs since before the tag was hung', () => {
    const before = containers('web')

    expect(left(tagOn(before), before)).toBe('stop    web  entering maintenance')
  })

  it('counts a start within the same second as before the tag', () => {
    const before = containers('web')
    const [web] = before
    const tag = tagOn(before, { hungAt: '2026-11-22T20:00:00Z' })

    expect(left(tag, [startedAt(web, '2026-11-22T20:00:00.999Z')])).toBe(
      'stop    web  entering maintenance',
    )
  })

  it('leaves what was started since the tag was hung: that is drift', () => {
    const before = containers('web')
    const [web] = before
    const tag = tagOn(before, { hungAt: '2026-11-22T20:00:00Z' })

    expect(left(tag, [startedAt(web, '2026-11-22T20:00:01.000Z')])).toBe('')
  })

  it('stops what its policy has restarted since the tag was hung, and holds it when it is down', () => {
    const before = containers('web@always')
    const [web] = before

    expect(left(tagOn(before), [startedAt(web, '2026-11-22T21:00:00Z')])).toBe(
      lines(`
        stop    web  entering maintenance
        hold    web  would restart by its policy, after stop web
      `),
    )
  })

  it('finds a recreated container by its place, and holds it too', () => {
    const before = containers('web@always')
    const now = [aContainer('web', { id: idOf('another'), name: 'renamed', state: 'created' })]
    const recreated = now.map((each) =>
      withDetails(each, {
        startedAt: null,
        restartPolicy: { name: 'always', maximumRetryCount: 0 },
      }),
    )

    expect(left(tagOn(before), recreated)).toBe('hold    renamed  would restart by its policy')
  })

  it('has nothing to say of a container that is gone', () => {
    const before = containers('db', 'web>db')

    expect(left(tagOn(before), containers('~db'))).toBe('')
  })

  it.each([
    ['a chain', (index: number) => (index === 0 ? 'c0' : `c${index}>c${index - 1}`)],
    ['a fan', (index: number) => (index === 0 ? 'c0' : `c${index}>c0`)],
  ])('plans %s of 2,000 in the right order', (_, word) => {
    const many = containers(...Array.from({ length: 2000 }, (_, index) => word(index)))

    const { steps } = planFor(tagOn(many, { hungAt }), membersIn(many))

    expect([steps.length, steps.at(-1)?.target.name]).toEqual([2000, 'c0'])
  })

  it('plans a chain longer than the call stack', () => {
    const words = Array.from({ length: 5_000 }, (_, at) => (at === 0 ? 'c0' : `c${at}>c${at - 1}`))
    const many = containers(...words)

    expect(planFor(tagOn(many), membersIn(many)).steps.length).toBe(5_000)
  })
})
