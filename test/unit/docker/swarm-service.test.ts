import { describe, expect, it } from 'vitest'
import { inspectedService, partIn, taskList } from '../../../src/main/docker/swarm-service'

function service(Mode: object) {
  return inspectedService.parse({
    ID: 'service',
    Version: { Index: 1 },
    UpdatedAt: '2026-11-22T20:00:00Z',
    Spec: { Name: 'web', Labels: {}, Mode, TaskTemplate: {} },
  })
}

/** `<desired>/<state>` each. */
function tasks(...words: readonly string[]) {
  return taskList.parse(
    words.map((word) => {
      const [DesiredState, State] = word.split('/')
      const CreatedAt = '2026-11-22T20:00:00Z'
      return { ServiceID: 'service', CreatedAt, DesiredState, Status: { State } }
    }),
  )
}

describe('The tasks of a Swarm service', () => {
  it.each([
    ['run', 2, ['running/running', 'running/running'], { wanted: 2, running: 2, ending: 0 }],
    [
      'that are over are history',
      1,
      ['running/running', 'shutdown/failed', 'shutdown/complete', 'running/rejected'],
      { wanted: 1, running: 1, ending: 0 },
    ],
    [
      'end once it is scaled to 0, though they are meant to run for a moment',
      0,
      ['running/running', 'running/running'],
      { wanted: 0, running: 0, ending: 2 },
    ],
    [
      'end as long as they have a process',
      0,
      ['remove/running'],
      { wanted: 0, running: 0, ending: 1 },
    ],
    ['are on their way', 2, ['running/preparing'], { wanted: 2, running: 0, ending: 0 }],
  ] as const)('%s', (_, Replicas, words, numbers) => {
    expect(partIn(service({ Replicated: { Replicas } }), tasks(...words))).toMatchObject(numbers)
  })

  it('are those that are wanted, of a global one', () => {
    const words = ['running/running', 'ready/assigned', 'shutdown/running', 'shutdown/shutdown']

    expect(partIn(service({ Global: {} }), tasks(...words))).toEqual({
      kind: 'service',
      mode: 'global',
      replicas: 0,
      constraints: [],
      wanted: 2,
      running: 1,
      ending: 1,
    })
  })
})
