import { describe, expect, it } from 'vitest'
import { intentOn, judgeDown, judgeUp } from '../../chaos/judge'
import type { Case, Verdict } from '../../chaos/judge'
import type { Observed, Seen } from '../../chaos/look'
import type { Part } from '../../chaos/product'

const stack = { stack: 'shop' } as const
const parts: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['db', { ...stack, service: 'db', was: 'runs', restart: 'always' }],
  ['old', { ...stack, service: 'old', was: 'stopped', restart: 'unless-stopped' }],
  ['monitor', { ...stack, service: 'monitor', was: 'runs', restart: 'always', ignored: true }],
])

const ran = { db: 'running always:0', old: 'exited unless-stopped:0', monitor: 'running always:0' }
const down = { db: 'exited no:0', old: 'exited no:0', monitor: 'running always:0' }

function seen(
  containers: Readonly<Record<string, string>>,
  tags: readonly string[],
  starts: readonly [number, number, number],
): Seen {
  const observed = Object.entries(containers).map(([name, text]): [string, Observed] => {
    const [state = '', policy = ''] = text.split(' ')
    return [name, { state, policy }]
  })
  const [db, old, monitor] = starts
  return {
    containers: Object.fromEntries(observed),
    inspections: Object.fromEntries(
      observed.map(([name, { state, policy }]) => [name, { State: { Status: state }, policy }]),
    ),
    tags,
    starts: { db, old, monitor },
  }
}

const before = seen(ran, [], [1, 1, 1])
const inMaintenance = seen(down, ['tagout.chaos'], [1, 1, 1])
const after = seen(ran, [], [2, 1, 1])

function entered(now: Seen, more: Partial<Case> = {}): Verdict {
  return judgeDown({ parts, before, at: before, now, boots: 0, touched: new Map(), ...more })
}

function exited(now: Seen, more: Partial<Case> = {}): Verdict {
  return judgeUp({ parts, before, at: inMaintenance, now, boots: 0, touched: new Map(), ...more })
}

describe('the judge of what is down', () => {
  it('finds no fault in a product in maintenance', () => {
    expect(entered(inMaintenance)).toEqual({ assertions: 10, faults: [] })
  })

  it.each<[string, Seen, readonly string[]]>([
    [
      'a tag that does not hang',
      seen(down, [], [1, 1, 1]),
      ['not so: tags are ["tagout.chaos"], but []'],
    ],
    [
      'a mark that was left',
      seen(down, ['tagout.chaos', 'tagout.chaos.exit'], [1, 1, 1]),
      ['not so: tags are ["tagout.chaos"], but ["tagout.chaos","tagout.chaos.exit"]'],
    ],
    [
      'what runs although it should not',
      seen({ ...down, db: 'running no:0' }, ['tagout.chaos'], [1, 1, 1]),
      ['not so: db is down, but {"state":"running","policy":"no:0"}'],
    ],
    [
      'what would come back by itself',
      seen({ ...down, old: 'exited unless-stopped:0' }, ['tagout.chaos'], [1, 1, 1]),
      ['not so: old is held from restarting, but {"state":"exited","policy":"unless-stopped:0"}'],
    ],
    [
      'what was to be left alone',
      seen({ ...down, monitor: 'exited always:0' }, ['tagout.chaos'], [1, 1, 1]),
      ['not so: monitor is left alone, but {"state":"exited","policy":"always:0"}'],
    ],
    [
      'what was started, and is down again',
      seen(down, ['tagout.chaos'], [2, 1, 1]),
      ['not so: db started 0 to 0 times, but 1'],
    ],
    [
      'what is gone',
      seen({ db: 'exited no:0', monitor: 'running always:0' }, ['tagout.chaos'], [1, 1, 1]),
      ['not so: containers are ["db","monitor","old"], but ["db","monitor"]'],
    ],
  ])('finds %s', (_, now, faults) => {
    expect(entered(now).faults).toEqual(faults)
  })

  it('grants what may run a start for each time that the daemon came up, and not one more', () => {
    const faultsOf = (starts: readonly [number, number, number]): readonly string[] =>
      entered(seen(down, ['tagout.chaos'], starts), { boots: 1 }).faults

    expect([faultsOf([2, 1, 2]), faultsOf([3, 2, 3])]).toEqual([
      [],
      [
        'not so: db started 0 to 1 times, but 2',
        'not so: old started 0 to 0 times, but 1',
        'not so: monitor started 0 to 1 times, but 2',
      ],
    ])
  })
})

describe('the judge of what is back', () => {
  it('finds no fault in a product that is as before', () => {
    expect(exited(after)).toEqual({ assertions: 8, faults: [] })
  })

  it.each<[string, Seen, readonly string[]]>([
    [
      'a mark that was left',
      seen(ran, ['tagout.chaos.exit'], [2, 1, 1]),
      ['not so: tags are [], but ["tagout.chaos.exit"]'],
    ],
    [
      'what runs and did not before',
      seen({ ...ran, old: 'running unless-stopped:0' }, [], [2, 2, 1]),
      [
        'differs from before: old.State.Status: "exited" -> "running"',
        'not so: old started 0 to 0 times, but 1',
      ],
    ],
    [
      'a policy that was not put back',
      seen({ ...ran, old: 'exited no:0' }, [], [2, 1, 1]),
      ['differs from before: old.policy: "unless-stopped:0" -> "no:0"'],
    ],
    [
      'what was started twice',
      seen(ran, [], [3, 1, 1]),
      ['not so: db started 1 to 1 times, but 2'],
    ],
    [
      'what was not started at all',
      seen({ ...ran, db: 'exited always:0' }, [], [1, 1, 1]),
      [
        'differs from before: db.State.Status: "running" -> "exited"',
        'not so: db started 1 to 1 times, but 0',
      ],
    ],
  ])('finds %s', (_, now, faults) => {
    expect(exited(now).faults).toEqual(faults)
  })

  it('wants no start of what was up all along', () => {
    const faultsOf = (now: Seen): readonly string[] => exited(now, { at: before }).faults

    expect([faultsOf(before), faultsOf(after)]).toEqual([
      [],
      ['not so: db started 0 to 0 times, but 1'],
    ])
  })

  it('leaves to another party what that had its hands on meanwhile, but wants the policy back', () => {
    const now = seen({ ...ran, db: 'exited no:0' }, [], [7, 1, 1])

    expect(exited(now, { touched: new Map([['db', 'meanwhile']]) }).faults).toEqual([
      'not so: db has its policy back, but {"state":"exited","policy":"no:0"}',
    ])
  })

  it('wants back what another party had its hands on earlier', () => {
    const now = seen(
      { ...ran, db: 'exited always:0', old: 'created unless-stopped:0' },
      [],
      [7, 1, 1],
    )

    expect(
      exited(now, {
        touched: new Map([
          ['db', 'earlier'],
          ['old', 'earlier'],
        ]),
      }).faults,
    ).toEqual(['not so: db is running again, but {"state":"exited","policy":"always:0"}'])
  })
})

describe('the intent on the host', () => {
  it.each([
    [[], 'Normal'],
    [['tagout.chaos'], 'Maintenance'],
    [['tagout.chaos', 'tagout.chaos.exit'], 'Normal'],
    [['tagout.chaos.exit'], 'Normal'],
  ] as const)('of %j is %s', (tags, mode) => {
    expect(intentOn({ tags })).toBe(mode)
  })
})

it('grants what is paused right after its start that it counts that later, and not one more', () => {
  const withPaused = new Map(parts).set('db', { ...stack, service: 'db', was: 'paused' })
  const faultsOf = (starts: readonly [number, number, number]): readonly string[] =>
    exited(seen(ran, [], starts), { parts: withPaused }).faults

  expect([faultsOf([1, 1, 1]), faultsOf([2, 1, 1]), faultsOf([3, 1, 1])]).toEqual([
    [],
    [],
    ['not so: db started 0 to 1 times, but 2'],
  ])
})
