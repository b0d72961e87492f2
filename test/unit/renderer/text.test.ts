import { describe, expect, it } from 'vitest'
import {
  affectedStacks,
  removedOnStop,
  totalContainers,
  untouchedByCause,
} from '../../../src/renderer/src/store/affected'
import { consequenceText } from '../../../src/renderer/src/text/confirmation'
import { connectionSummary } from '../../../src/renderer/src/text/connection'
import { remediesFor } from '../../../src/renderer/src/text/connecting'
import { count, listed } from '../../../src/renderer/src/text/count'
import { durationText, stepDurationText } from '../../../src/renderer/src/text/duration'
import { alreadyText, doneText } from '../../../src/renderer/src/text/outcome'
import { stepText } from '../../../src/renderer/src/text/preview'
import { problemText, shortfallText } from '../../../src/renderer/src/text/problem'
import { timeText } from '../../../src/renderer/src/text/time'
import { containerId } from '../../../src/shared/ids'
import type { Action, Step } from '../../../src/shared/plan'
import type { ConnectionProblem } from '../../../src/shared/problem'
import { aPreview, aProduct, aStack, aMember, aWorld, byAnna, maintained } from './fixtures'

function aPlannedStep(type: 'hold' | 'stop', name: string, stack: string): Step {
  const action: Action =
    type === 'stop'
      ? { type, timeout: null }
      : { type, from: { name: 'on-failure', maximumRetryCount: 3 } }
  return {
    id: `${type} id-${name}`,
    action,
    target: { container: containerId.parse(`id-${name}`), name, stack, service: name },
    cause: 'entering maintenance',
    after: [],
  }
}

describe('durations', () => {
  it.each([
    [-5, '0 s'],
    [42_900, '42 s'],
    [60_000, '1 min'],
    [185_000, '3 min 5 s'],
    [7_200_000, '2 h'],
    [8_040_000, '2 h 14 min'],
    [273_600_000, '3 d 4 h'],
  ])('of %d milliseconds read %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text)
  })

  it('of short steps show tenths of a second', () => {
    expect([stepDurationText(1234), stepDurationText(12_345)]).toEqual(['1.2 s', '12 s'])
  })
})

it('leaves out today’s date, and leaves what is no date as it is', () => {
  const now = new Date(2026, 10, 22, 20, 0).getTime()

  expect(timeText(new Date(2026, 10, 22, 9, 5).toISOString(), now)).toMatch(/^today, /)
  expect(timeText(new Date(2026, 10, 21, 9, 5).toISOString(), now)).toContain('2026')
  expect(timeText('soon', now)).toBe('soon')
})

it('counts and lists in words', () => {
  expect([
    count(1, 'stack'),
    count(2, 'stack'),
    listed([]),
    listed(['a']),
    listed(['a', 'b']),
    listed(['a', 'b', 'c']),
    listed(['a', 'b', 'c', 'd'], 2),
  ]).toEqual(['1 stack', '2 stacks', '', 'a', 'a and b', 'a, b and c', 'a, b and 2 more'])
})

describe('what entering does', () => {
  const preview = aPreview({
    product: aProduct('shop', {
      stacks: [aStack('front', aMember('web'), aMember('api')), aStack('data', aMember('db'))],
    }),
    plan: {
      gone: [],
      steps: [
        aPlannedStep('hold', 'web', 'front'),
        aPlannedStep('stop', 'web', 'front'),
        aPlannedStep('stop', 'api', 'front'),
        aPlannedStep('hold', 'db', 'data'),
      ],
    },
    warnings: [
      { code: 'restarting', name: 'api' },
      { code: 'removed-on-stop', name: 'web' },
    ],
  })

  it('counts the stacks and containers that are stopped', () => {
    const stacks = affectedStacks(preview)

    expect([stacks, totalContainers(stacks), removedOnStop(preview)]).toEqual([
      [{ name: 'front', services: 2, containers: 2 }],
      2,
      ['web'],
    ])
  })

  it.each([
    [
      2,
      5,
      'This will stop all 2 stacks with 5 containers. Containers can be restarted by exiting maintenance mode.',
    ],
    [
      1,
      1,
      'This will stop 1 stack with 1 container. Containers can be restarted by exiting maintenance mode.',
    ],
    [0, 0, 'Nothing of it runs, so nothing is stopped. Maintenance mode keeps it that way.'],
  ])('to %d stacks with %d containers is said', (stacks, containers, text) => {
    expect(consequenceText(stacks, containers)).toBe(text)
  })

  it('is told step by step', () => {
    expect(preview.plan.steps.slice(0, 2).map(stepText)).toEqual([
      'Hold web back from restarting (restart policy on-failure:3 → no)',
      'Stop web (killed if not down after 10 s)',
    ])
  })

  it('puts together what stays as it is by why', () => {
    const stays = (name: string, why: 'ignored' | 'one-shot') => ({
      name,
      stack: 's',
      service: name,
      why,
    })

    expect(
      untouchedByCause([stays('a', 'ignored'), stays('b', 'one-shot'), stays('c', 'ignored')]).map(
        ({ why, containers }) => [why, containers.map(({ name }) => name)],
      ),
    ).toEqual([
      ['ignored', ['a', 'c']],
      ['one-shot', ['b']],
    ])
  })
})

describe('problems', () => {
  it('name the container that another waits for', () => {
    const names = (container: string): string => (container === 'id-api' ? 'shop-api-1' : container)

    expect(problemText({ code: 'held-back', by: 'stop id-api' }, names)).toEqual({
      what: 'Held back, because stop shop-api-1 did not succeed.',
      todo: 'Put that one right first, then retry.',
      detail: null,
    })
  })

  it('keep what the engine said apart', () => {
    expect(problemText({ code: 'engine-refused', status: 500, detail: 'no space' })).toEqual({
      what: 'The Docker engine refused (status 500).',
      todo: 'Read what it said, put that right on the host, then retry.',
      detail: 'no space',
    })
  })

  it('are summed up', () => {
    expect([shortfallText(2, 1), shortfallText(0, 1), shortfallText(1, 0)]).toEqual([
      '2 containers failed, 1 not begun',
      '1 container not begun',
      '1 container failed',
    ])
  })

  it.each([
    [{ code: 'socket-missing', path: '/s' }, 'sudo systemctl start docker'],
    [{ code: 'socket-forbidden', path: '/s' }, 'sudo usermod -aG docker $USER'],
    [{ code: 'context-not-found', name: 'plant' }, 'docker context ls'],
  ] satisfies [ConnectionProblem, string][])(
    'of connecting, %j, come with a way out',
    (problem, command) => {
      expect(remediesFor(problem, { kind: 'current' })[0]?.command).toBe(command)
    },
  )
})

it('sums up the connections', () => {
  const { environments } = aWorld()
  const [one] = environments
  if (one === undefined) throw new Error('no environment')
  const connected = {
    ...one,
    connection: { state: 'connected', engine: 'Docker', apiVersion: '1.45' },
  } as const

  expect([[], [one], [connected], [connected, one]].map(connectionSummary)).toEqual([
    { text: 'No environment', tone: 'neutral' },
    { text: 'local: Connecting…', tone: 'neutral' },
    { text: 'local: Connected', tone: 'ok' },
    { text: '1 of 2 environments connected', tone: 'neutral' },
  ])
})

it('says who was faster', () => {
  expect(
    [
      alreadyText('Maintenance', { name: 'Shop', maintenance: maintained }),
      alreadyText('Normal', {
        name: 'Shop',
        maintenance: { mode: 'Exiting', trigger: byAnna, takenOverFrom: null, exit: byAnna },
      }),
    ].map(({ sentence }) => sentence),
  ).toEqual([
    'anna@desk was faster: Shop is already in maintenance mode. Their reason: migration',
    'anna@desk was faster: Shop is on its way back to normal operation.',
  ])
})

it('says what was done, and that it lasts', () => {
  expect([doneText('Maintenance', []), doneText('Normal', [])]).toEqual([
    'It stays down until someone exits maintenance mode, also when the host restarts.',
    '',
  ])
})
