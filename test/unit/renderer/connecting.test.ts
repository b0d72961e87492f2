import { describe, expect, it } from 'vitest'
import { remediesFor } from '../../../src/renderer/src/text/connecting'
import { connectionProblemText } from '../../../src/shared/connection-problem'
import type { ConnectionProblem } from '../../../src/shared/problem'

const address = 'tcp://build:2376'
const target = '-p 2222 me@plant'
const path = '/run/docker.sock'

describe('Why there is no connection is told, with what to do:', () => {
  it.each([
    [
      { code: 'tls-untrusted', address, isOwn: true, detail: 'self-signed certificate' },
      /not signed by the authority that was given/,
      null,
    ],
    [
      { code: 'tls-untrusted', address, isOwn: false, detail: '' },
      /nobody whom this machine/,
      null,
    ],
    [{ code: 'tls-expired', address }, /has expired/, null],
    [{ code: 'tls-not-yet-valid', address }, /not valid yet/, null],
    [{ code: 'tls-wrong-name', address, names: ['a', '10.0.0.1'] }, /another name: a, 10/, null],
    [{ code: 'tls-certificate-needed', address }, /wants a client certificate/, null],
    [
      { code: 'tls-certificate-refused', address, reason: 'bad certificate' },
      /does not accept .* \(bad certificate\)/,
      'openssl x509 -noout -text -in cert.pem',
    ],
    [{ code: 'tls-required', address }, /speaks TLS/, null],
    [{ code: 'tls-not-spoken', address }, /does not speak TLS/, null],
    [{ code: 'tls-file-invalid', file: 'ca' }, /the authority \(CA\) is none/, null],
    [{ code: 'tls-file-missing', file: 'key' }, /without its private key/, null],
    [
      { code: 'tls-key-encrypted' },
      /protected by a passphrase/,
      '(umask 077; openssl pkey -in key.pem -out key-plain.pem)',
    ],
    [{ code: 'tls-key-mismatch' }, /does not belong/, null],
    [{ code: 'host-unreachable', address, detail: 'No route to host' }, /No route to host/, null],
    [{ code: 'ssh-not-installed' }, /no ssh on/, 'sudo apt-get install openssh-client'],
    [{ code: 'ssh-unsupported' }, /on Windows/, null],
    [{ code: 'ssh-config-invalid', detail: 'line 2: Bad' }, /line 2: Bad/, 'ssh -G localhost'],
    [
      { code: 'ssh-host-key-unknown', target, fingerprint: 'ED25519 SHA256:abc' },
      /not known here \(ED25519 SHA256:abc\)/,
      `ssh ${target}`,
    ],
    [
      {
        code: 'ssh-host-key-changed',
        target,
        fingerprint: null,
        known: { file: '/home/me/.ssh/known_hosts', name: '[plant]:2222' },
      },
      /another than the known one/,
      "ssh-keygen -f '/home/me/.ssh/known_hosts' -R '[plant]:2222'",
    ],
    [{ code: 'ssh-host-key-revoked', target }, /revoked/, null],
    [
      { code: 'ssh-authentication-failed', target, detail: '' },
      /does not let you in/,
      `ssh -v ${target}`,
    ],
    [{ code: 'ssh-password-needed', target }, /wants a password/, `ssh-copy-id ${target}`],
    [
      { code: 'ssh-passphrase-needed', target, key: '/home/me/.ssh/id_ed25519' },
      /passphrase is needed/,
      'ssh-add /home/me/.ssh/id_ed25519',
    ],
    [
      { code: 'ssh-passphrase-needed', target, key: '/home/me/my keys/id' },
      /passphrase is needed/,
      "ssh-add '/home/me/my keys/id'",
    ],
    [
      {
        code: 'ssh-jump-failed',
        jump: 'bastion',
        why: { code: 'ssh-host-key-unknown', target: 'bastion', fingerprint: null },
      },
      /jump host bastion .* host key of bastion is not known/,
      'ssh bastion',
    ],
    [
      { code: 'ssh-forwarding-refused', target },
      /allow forwarding/,
      'AllowStreamLocalForwarding yes',
    ],
    [
      { code: 'ssh-socket-missing', target, path },
      /no socket at/,
      `ssh ${target} sudo systemctl start docker`,
    ],
    [
      { code: 'ssh-socket-deserted', target, path },
      /Nobody listens/,
      `ssh ${target} sudo systemctl start docker`,
    ],
    [
      { code: 'ssh-socket-forbidden', target, path },
      /not allowed to use/,
      `ssh ${target} 'sudo usermod -aG docker $USER'`,
    ],
    [{ code: 'ssh-socket-closed', target, path }, /doesn’t tell why/, null],
    [{ code: 'ssh-failed', target, detail: 'no common cipher' }, /no common/, `ssh -v ${target}`],
    [{ code: 'connection-refused', address: 'ssh://plant' }, /Nothing listens/, null],
  ] satisfies [ConnectionProblem, RegExp, string | null][])('%j', (problem, text, command) => {
    const [first] = remediesFor(problem, { kind: 'current' })

    expect(connectionProblemText(problem)).toMatch(text)
    expect(first).toEqual({ text: expect.stringMatching(/[.:]$/) as unknown, command })
  })
})
