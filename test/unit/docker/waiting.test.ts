import { describe, expect, it } from 'vitest'
import { usualDeadlines } from '../../../src/main/docker/deadlines'
import { inspection } from '../../../src/main/docker/inspected-container'
import { patienceFor, verdictOn } from '../../../src/main/docker/waiting'
import { failed, ok } from '../../../src/shared/result'

const never = '0001-01-01T00:00:00Z'

function inspected(state: object, healthcheck: object | null = null) {
  return inspection.parse({
    Id: 'f00d',
    Name: '/db',
    State: { Status: 'running', Running: true, ExitCode: 0, ...state, ...times },
    Config: { Image: 'db', Labels: {}, Healthcheck: healthcheck },
    HostConfig: { NetworkMode: 'none', AutoRemove: false, RestartPolicy: { Name: '' } },
  })
}
const times = { StartedAt: never, FinishedAt: never }
const ended = { Status: 'exited', Running: false }

describe('The verdict on one that is waited for', () => {
  it.each([
    ['healthy', {}, ok()],
    ['healthy', { Health: { Status: 'healthy' } }, ok()],
    ['healthy', { Health: { Status: 'starting' } }, null],
    ['healthy', { Health: { Status: 'unhealthy' } }, failed({ code: 'unhealthy', detail: '' })],
    ['healthy', { Status: 'restarting', ExitCode: 1 }, null],
    ['healthy', { Status: 'paused', Health: { Status: 'healthy' } }, ok()],
    [
      'healthy',
      { ...ended, ExitCode: 2, Health: { Status: 'healthy' } },
      failed({ code: 'unhealthy', detail: 'It is exited, exit code 2.' }),
    ],
    ['completed', {}, null],
    ['completed', { Status: 'restarting', ExitCode: 1 }, null],
    ['completed', ended, ok()],
    ['completed', { ...ended, ExitCode: 2 }, failed({ code: 'not-completed', exitCode: 2 })],
    ['completed', { Status: 'removing', Running: false }, ok()],
    [
      'completed',
      { Status: 'created', Running: false },
      failed({ code: 'not-completed', exitCode: null }),
    ],
  ] as const)('to be %s: %j', (until, state, verdict) => {
    expect(verdictOn(inspected(state), until)).toEqual(verdict)
  })
})

describe('The patience with one that is waited for', () => {
  const second = 1e9

  it.each([
    ['healthy', null, 210],
    ['healthy', { Interval: 0, Timeout: 0, Retries: 0 }, 210],
    ['healthy', { Interval: 2 * second, Timeout: second, Retries: 5, StartPeriod: second }, 46],
    ['healthy', { Interval: 86400 * second, Retries: 1000 }, 2147483.647],
    ['completed', null, 600],
  ] as const)('to be %s with %j: %i s', (until, healthcheck, seconds) => {
    expect(patienceFor(inspected({}, healthcheck), until, usualDeadlines)).toBe(seconds * 1000)
  })
})
