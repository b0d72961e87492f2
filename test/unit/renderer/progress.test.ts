import { describe, expect, it } from 'vitest'
import { containersOf, totalsOf } from '../../../src/shared/progress'
import { progressWords, quarterText } from '../../../src/renderer/src/text/progress'
import { aStep } from './fixtures'

const wordsOf = (...steps: Parameters<typeof containersOf>[0]): readonly string[] =>
  containersOf(steps).map((row) => `${row.name}: ${progressWords(row).text}`)

describe('progress, container by container', () => {
  it('takes the steps of a container together, in the order of the plan', () => {
    expect(
      wordsOf(
        aStep('hold', 'db', 'done'),
        aStep('hold', 'web', 'done'),
        aStep('stop', 'web', 'running'),
        aStep('stop', 'db', 'waiting'),
        aStep('hold', 'api', 'done'),
        aStep('stop', 'api', 'done'),
      ),
    ).toEqual(['db: Waiting', 'web: Stopping', 'api: Stopped'])
  })

  it.each([
    [[aStep('release', 'db', 'waiting'), aStep('start', 'db', 'running')], 'db: Starting'],
    [[aStep('start', 'db', 'done'), aStep('await', 'db', 'running')], 'db: Getting ready'],
    [[aStep('start', 'db', 'done'), aStep('await', 'db', 'done')], 'db: Started'],
    [[aStep('start', 'db', 'done'), aStep('pause', 'db', 'done')], 'db: Paused'],
    [[aStep('start', 'db', 'done'), aStep('await', 'db', 'failed')], 'db: Not ready'],
    [[aStep('hold', 'db', 'done')], 'db: Held'],
    [[aStep('hold', 'db', 'done'), aStep('stop', 'db', 'failed')], 'db: Failed'],
    [[aStep('hold', 'db', 'done'), aStep('stop', 'db', 'not-begun')], 'db: Not begun'],
    [[aStep('stop', 'db', 'done', { exitCode: 137 })], 'db: Killed'],
  ] as const)('%#: says in a word how it stands', (steps, words) => {
    expect(wordsOf(...steps)).toEqual([words])
  })

  it('tells why and how long, once the container is through', () => {
    const problem = { code: 'engine-timeout', seconds: 30 } as const
    const [row] = containersOf([
      aStep('hold', 'db', 'done', { startedAt: '2026-11-22T20:00:01Z', tookMs: 50 }),
      aStep('stop', 'db', 'failed', { startedAt: '2026-11-22T20:00:02Z', tookMs: 30_000, problem }),
    ])

    expect(row).toMatchObject({
      state: 'failed',
      problem,
      startedAt: '2026-11-22T20:00:01Z',
      tookMs: 30_050,
    })
  })

  it('counts', () => {
    expect(
      totalsOf(
        containersOf([
          aStep('stop', 'a', 'done', { startedAt: '2026-11-22T20:00:02Z' }),
          aStep('stop', 'b', 'failed', { startedAt: '2026-11-22T20:00:01Z' }),
          aStep('stop', 'c', 'waiting'),
          aStep('stop', 'd', 'not-begun'),
          aStep('stop', 'e', 'running'),
        ]),
      ),
    ).toEqual({
      total: 5,
      over: 2,
      done: 1,
      failed: 1,
      notBegun: 2,
      startedAt: '2026-11-22T20:00:01Z',
    })
  })
})

it('tells a screen reader every quarter, not every container', () => {
  const told = new Set(Array.from({ length: 41 }, (_, done) => quarterText(done, 40)))

  expect([...told]).toEqual([
    '',
    '10 of 40 containers done',
    '20 of 40 containers done',
    '30 of 40 containers done',
    '40 of 40 containers done',
  ])
})
