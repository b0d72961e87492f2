import { describe, expect, it } from 'vitest'
import { failureToConnect, lossIn } from '../../../src/main/ssh/messages'
import { sshTarget } from '../../../src/main/ssh/target'
import { openTunnel } from '../../../src/main/ssh/tunnel'
import { failed } from '../../../src/shared/result'

/** What the tests with a real server can't bring about. */
const endpoint = { kind: 'ssh', destination: 'me@plant', port: 2222, socket: null } as const
const target = 'me@plant'
const address = 'ssh://me@plant:2222'

function failure(...lines: readonly string[]) {
  const checked = sshTarget(endpoint)
  if (checked === null) throw new Error('No target')
  return failureToConnect(lines, checked, 255)
}

describe('What ssh says', () => {
  it.each([
    ['No route to host', 'host-unreachable'],
    ['Network is unreachable', 'host-unreachable'],
  ])('is understood: %s', (detail, code) => {
    expect(failure(`ssh: connect to host plant port 2222: ${detail}`)).toEqual({
      code,
      address,
      detail,
    })
  })

  it.each([
    'ssh: connect to host plant port 2222: Connection timed out',
    'ssh: connect to host plant port 2222: Operation timed out',
    'Connection timed out during banner exchange',
  ])('is understood as a timeout: %s', (line) => {
    expect(failure(line)).toEqual({ code: 'connection-timeout', address })
  })

  it('is understood where an agent has too many keys, or does not sign', () => {
    const name = `-p 2222 ${target}`

    expect([
      failure('Received disconnect from 10.0.0.1 port 2222:2: Too many authentication failures'),
      failure(
        'debug1: Server accepts key: me@desk ED25519 SHA256:abc agent',
        'sign_and_send_pubkey: signing failed for ED25519 "me@desk" from agent: agent refused operation',
        'me@plant: Permission denied (publickey).',
      ),
    ]).toEqual([
      {
        code: 'ssh-authentication-failed',
        target: name,
        detail: 'too many keys were tried',
      },
      {
        code: 'ssh-authentication-failed',
        target: name,
        detail:
          'sign_and_send_pubkey: signing failed for ED25519 "me@desk" from agent: agent refused operation',
      },
    ])
  })

  it('is handed on where it is not understood, without what is for debugging', () => {
    expect(
      failure(
        'debug1: kex: algorithm: (no match)',
        'Unable to negotiate with 10.0.0.1 port 2222: no matching host key type found.',
      ),
    ).toEqual({
      code: 'ssh-failed',
      target: `-p 2222 ${target}`,
      detail: 'Unable to negotiate with 10.0.0.1 port 2222: no matching host key type found',
    })
  })

  it('is the reason when a connection is lost, and how it ended where it says nothing', () => {
    const timeout = 'Timeout, server plant not responding.'

    expect([
      lossIn(['channel 3: open failed: connect failed: open failed', timeout], null),
      lossIn([], 'SIGKILL'),
      lossIn([], null),
    ]).toEqual([
      { code: 'connection-lost', detail: 'ssh: Timeout, server plant not responding' },
      { code: 'connection-lost', detail: 'ssh: it was ended by SIGKILL' },
      { code: 'connection-lost', detail: 'ssh: it ended' },
    ])
  })
})

it('A tunnel is not opened on Windows, where anybody could use its local end', async () => {
  expect(await openTunnel(endpoint, 'win32')).toEqual(failed({ code: 'ssh-unsupported' }))
})
