import { describe, expect, it } from 'vitest'
import { reasonOf, refusalOf } from '../../../src/main/observers/deciding'
import { containerId } from '../../../src/shared/ids'
import { maximumReasonLength } from '../../../src/shared/maintenance'
import { failed, ok } from '../../../src/shared/result'
import { outcome } from '../../support/world/observed-desk'

describe('the reason of a maintenance', () => {
  it.each([
    ['true', 'file /flag says "true"'],
    [' in\n maintenance ', 'file /flag says "in maintenance"'],
    ['x'.repeat(41), 'file /flag says something of 41 characters'],
  ])('tells who is watched and what it said: %j', (value, reason) => {
    expect(reasonOf('file', '/flag', value)).toBe(reason)
  })

  it('is never too long for the tag', () => {
    const reason = reasonOf('sqlExtendedProperty', 'x'.repeat(4000), 'y'.repeat(40))

    expect(reason.length).toBeLessThanOrEqual(maximumReasonLength)
  })
})

describe('what keeps the mode from being what was asked for', () => {
  const timeout = { code: 'engine-timeout', seconds: 20 } as const
  const web = {
    container: containerId.parse('a'),
    name: 'web',
    stack: 'shop',
    service: 'web',
    result: 'failed',
    killed: false,
    problem: timeout,
  } as const

  it.each([
    ['nothing, when it was changed', ok(outcome('changed')), null],
    ['nothing, when it was so', ok(outcome('already')), null],
    [
      'the refusal',
      failed({ code: 'environment-offline' } as const),
      { code: 'environment-offline' },
    ],
    [
      'what the whole is left with',
      ok(outcome('incomplete', { code: 'cancelled' })),
      { code: 'cancelled' },
    ],
    [
      'what the first container is left with',
      ok({ ...outcome('incomplete'), containers: [web] }),
      timeout,
    ],
  ])('is %s', (_, answer, problem) => {
    expect(refusalOf(answer)).toEqual(problem)
  })
})
