import { describe, expect, it } from 'vitest'
import { readPodmanInspection } from '../../../src/main/docker/podman'

interface Said {
  readonly status: string
  readonly exitCode?: number
  readonly policy?: string
  readonly retries?: number
  readonly restarts?: number
  readonly stopTimeout?: number
}

function inspected(said: Said): unknown {
  const { status, exitCode = 0, policy = '', retries = 0, restarts = 0, stopTimeout = 0 } = said
  return {
    Id: 'a'.repeat(64),
    Name: '/web',
    RestartCount: restarts,
    State: {
      Status: status,
      Running: status === 'running',
      ExitCode: exitCode,
      StartedAt: '2026-11-26T03:21:33.570286673Z',
      FinishedAt: '0001-01-01T00:00:00Z',
      Health: { Status: '', FailingStreak: 0, Log: null },
    },
    Config: { Image: 'docker.io/library/stub:latest', Labels: {}, StopTimeout: stopTimeout },
    HostConfig: {
      NetworkMode: 'none',
      AutoRemove: false,
      RestartPolicy: { Name: policy, MaximumRetryCount: retries },
    },
  }
}

function stateOf(said: Said): unknown {
  const read = readPodmanInspection(inspected(said))
  return read.ok ? read.value.State.Status : read.problem
}

describe("Podman's word for a container whose process has ended", () => {
  it.each([
    ['always', { policy: 'always' }, 'restarting'],
    ['unless-stopped', { policy: 'unless-stopped' }, 'restarting'],
    ['on-failure, after one', { policy: 'on-failure', exitCode: 3 }, 'restarting'],
    ['on-failure, after none', { policy: 'on-failure', exitCode: 0 }, 'exited'],
    [
      'on-failure, for the last time',
      { policy: 'on-failure', exitCode: 3, retries: 2, restarts: 2 },
      'exited',
    ],
    [
      'on-failure, not for the last time',
      { policy: 'on-failure', exitCode: 3, retries: 2, restarts: 1 },
      'restarting',
    ],
    ['no', { policy: 'no', exitCode: 3 }, 'exited'],
    ['none', { exitCode: 3 }, 'exited'],
  ] as const)('is what becomes of it by its policy: %s', (_, said, expected) => {
    expect(stateOf({ status: 'stopped', ...said })).toBe(expected)
  })

  it.each(['running', 'paused', 'exited'] as const)('is Docker’s otherwise: %s', (status) => {
    expect(stateOf({ status, policy: 'always' })).toBe(status)
  })
})

describe("Podman's stop timeout", () => {
  it.each([
    [0, null],
    [7, 7],
  ])('of %i is %s', (stopTimeout, expected) => {
    const read = readPodmanInspection(inspected({ status: 'running', stopTimeout }))

    expect(read.ok && read.value.Config.StopTimeout).toBe(expected)
  })
})
