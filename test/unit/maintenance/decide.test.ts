import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/main/maintenance/decide'
import type { Command, Decision } from '../../../src/main/maintenance/decide'
import type { Maintenance, Source, Trigger } from '../../../src/shared/maintenance'

const hand = triggerBy('Manual', 'ada@desk')
const observer = triggerBy('Observer', 'the flag file')
const asking = {
  Manual: triggerBy('Manual', 'bob@desk'),
  Observer: triggerBy('Observer', 'a flag'),
}

function triggerBy(source: Source, by: string): Trigger {
  return { source, reason: '', by, at: '2026-11-22T20:00:00.000Z' }
}

const states = {
  Normal: { mode: 'Normal' },
  'Entering by hand': { mode: 'Entering', trigger: hand, takenOverFrom: null },
  'Entering by observer': { mode: 'Entering', trigger: observer, takenOverFrom: null },
  'Entering taken over': { mode: 'Entering', trigger: hand, takenOverFrom: observer },
  'Maintenance by hand': { mode: 'Maintenance', trigger: hand, takenOverFrom: null },
  'Maintenance by observer': { mode: 'Maintenance', trigger: observer, takenOverFrom: null },
  'Maintenance taken over': { mode: 'Maintenance', trigger: hand, takenOverFrom: observer },
  'Exiting by hand': { mode: 'Exiting', trigger: hand, takenOverFrom: null, exit: hand },
  'Exiting by observer': {
    mode: 'Exiting',
    trigger: observer,
    takenOverFrom: null,
    exit: observer,
  },
  Unreadable: { mode: 'Unreadable', volume: 'tagout.shop', detail: 'tagout.schema is 2' },
} satisfies Record<string, Maintenance>

const noOp: Decision = { kind: 'no-op' }
const inTransition: Decision = { kind: 'refused', problem: { code: 'transition-in-progress' } }
const ownedByObserver: Decision = { kind: 'refused', problem: { code: 'owned-by-observer' } }
const notInMaintenance: Decision = { kind: 'refused', problem: { code: 'not-in-maintenance' } }
const unreadable: Decision = {
  kind: 'refused',
  problem: { code: 'tag-unreadable', volume: 'tagout.shop', detail: 'tagout.schema is 2' },
}

function go(next: Maintenance): Decision {
  return { kind: 'go', next }
}

type Row = readonly [keyof typeof states, Command['type'], Source, Decision]

const table: readonly Row[] = [
  [
    'Normal',
    'enter',
    'Manual',
    go({ mode: 'Entering', trigger: asking.Manual, takenOverFrom: null }),
  ],
  [
    'Normal',
    'enter',
    'Observer',
    go({ mode: 'Entering', trigger: asking.Observer, takenOverFrom: null }),
  ],
  ['Normal', 'exit', 'Manual', noOp],
  ['Normal', 'exit', 'Observer', noOp],
  ['Normal', 'takeover', 'Manual', notInMaintenance],
  ['Normal', 'takeover', 'Observer', notInMaintenance],

  ['Entering by hand', 'enter', 'Manual', noOp],
  ['Entering by hand', 'enter', 'Observer', noOp],
  [
    'Entering by hand',
    'exit',
    'Manual',
    go({ mode: 'Exiting', trigger: hand, takenOverFrom: null, exit: asking.Manual }),
  ],
  ['Entering by hand', 'exit', 'Observer', noOp],
  ['Entering by hand', 'takeover', 'Manual', noOp],
  ['Entering by hand', 'takeover', 'Observer', noOp],

  ['Entering by observer', 'enter', 'Manual', noOp],
  ['Entering by observer', 'enter', 'Observer', noOp],
  ['Entering by observer', 'exit', 'Manual', ownedByObserver],
  [
    'Entering by observer',
    'exit',
    'Observer',
    go({ mode: 'Exiting', trigger: observer, takenOverFrom: null, exit: asking.Observer }),
  ],
  [
    'Entering by observer',
    'takeover',
    'Manual',
    go({ mode: 'Entering', trigger: asking.Manual, takenOverFrom: observer }),
  ],
  ['Entering by observer', 'takeover', 'Observer', noOp],

  ['Entering taken over', 'enter', 'Manual', noOp],
  ['Entering taken over', 'enter', 'Observer', noOp],
  [
    'Entering taken over',
    'exit',
    'Manual',
    go({ mode: 'Exiting', trigger: hand, takenOverFrom: observer, exit: asking.Manual }),
  ],
  ['Entering taken over', 'exit', 'Observer', noOp],
  ['Entering taken over', 'takeover', 'Manual', noOp],
  ['Entering taken over', 'takeover', 'Observer', noOp],

  ['Maintenance by hand', 'enter', 'Manual', noOp],
  ['Maintenance by hand', 'enter', 'Observer', noOp],
  [
    'Maintenance by hand',
    'exit',
    'Manual',
    go({ mode: 'Exiting', trigger: hand, takenOverFrom: null, exit: asking.Manual }),
  ],
  ['Maintenance by hand', 'exit', 'Observer', noOp],
  ['Maintenance by hand', 'takeover', 'Manual', noOp],
  ['Maintenance by hand', 'takeover', 'Observer', noOp],

  ['Maintenance by observer', 'enter', 'Manual', noOp],
  ['Maintenance by observer', 'enter', 'Observer', noOp],
  ['Maintenance by observer', 'exit', 'Manual', ownedByObserver],
  [
    'Maintenance by observer',
    'exit',
    'Observer',
    go({ mode: 'Exiting', trigger: observer, takenOverFrom: null, exit: asking.Observer }),
  ],
  [
    'Maintenance by observer',
    'takeover',
    'Manual',
    go({ mode: 'Maintenance', trigger: asking.Manual, takenOverFrom: observer }),
  ],
  ['Maintenance by observer', 'takeover', 'Observer', noOp],

  ['Maintenance taken over', 'enter', 'Manual', noOp],
  ['Maintenance taken over', 'enter', 'Observer', noOp],
  [
    'Maintenance taken over',
    'exit',
    'Manual',
    go({ mode: 'Exiting', trigger: hand, takenOverFrom: observer, exit: asking.Manual }),
  ],
  ['Maintenance taken over', 'exit', 'Observer', noOp],
  ['Maintenance taken over', 'takeover', 'Manual', noOp],
  ['Maintenance taken over', 'takeover', 'Observer', noOp],

  ['Exiting by hand', 'enter', 'Manual', inTransition],
  ['Exiting by hand', 'enter', 'Observer', inTransition],
  ['Exiting by hand', 'exit', 'Manual', noOp],
  ['Exiting by hand', 'exit', 'Observer', noOp],
  ['Exiting by hand', 'takeover', 'Manual', inTransition],
  ['Exiting by hand', 'takeover', 'Observer', inTransition],

  ['Exiting by observer', 'enter', 'Manual', inTransition],
  ['Exiting by observer', 'enter', 'Observer', inTransition],
  ['Exiting by observer', 'exit', 'Manual', noOp],
  ['Exiting by observer', 'exit', 'Observer', noOp],
  ['Exiting by observer', 'takeover', 'Manual', inTransition],
  ['Exiting by observer', 'takeover', 'Observer', inTransition],

  ['Unreadable', 'enter', 'Manual', unreadable],
  ['Unreadable', 'enter', 'Observer', unreadable],
  ['Unreadable', 'exit', 'Manual', unreadable],
  ['Unreadable', 'exit', 'Observer', unreadable],
  ['Unreadable', 'takeover', 'Manual', unreadable],
  ['Unreadable', 'takeover', 'Observer', unreadable],
]

describe('decide', () => {
  it('has an answer for every state and every command', () => {
    const answered = new Set(
      table.map(([state, command, source]) => `${state} ${command} ${source}`),
    )

    expect(answered.size).toBe(Object.keys(states).length * 3 * 2)
  })

  it.each(table)('%s, %s by %s', (state, type, source, decision) => {
    expect(decide(states[state], { type, trigger: asking[source] })).toEqual(decision)
  })
})

describe('whoever activated maintenance controls when it ends', () => {
  it('refuses to end by hand what an observer began', () => {
    const exit: Command = { type: 'exit', trigger: asking.Manual }

    expect(decide(states['Maintenance by observer'], exit)).toEqual(ownedByObserver)
  })

  it('changes nothing when an observer says normal and a person began it', () => {
    const exit: Command = { type: 'exit', trigger: asking.Observer }

    expect(decide(states['Maintenance by hand'], exit)).toEqual(noOp)
  })

  it('keeps the first trigger when another asks for the same', () => {
    const enter: Command = { type: 'enter', trigger: asking.Observer }

    expect(decide(states['Maintenance by hand'], enter)).toEqual(noOp)
  })

  it('lets a person end what was taken over, and the observer no more', () => {
    const takenOver = decide(states['Maintenance by observer'], {
      type: 'takeover',
      trigger: asking.Manual,
    })
    const next: Maintenance = takenOver.kind === 'go' ? takenOver.next : states.Normal

    expect([
      decide(next, { type: 'exit', trigger: asking.Manual }).kind,
      decide(next, { type: 'exit', trigger: asking.Observer }).kind,
    ]).toEqual(['go', 'no-op'])
  })
})
