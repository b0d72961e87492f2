import { describe, expect, it } from 'vitest'
import {
  emptyEnvironment,
  environmentDraftOf,
  environmentForm,
  reachIn,
} from '../../../src/renderer/src/store/environment-form'
import type { EnvironmentDraft } from '../../../src/renderer/src/store/environment-form'
import { offeredFrom } from '../../../src/renderer/src/store/found-here'
import { moved } from '../../../src/renderer/src/store/moved'
import { emptyPem } from '../../../src/renderer/src/store/pem-form'
import { environmentFaults } from '../../../src/renderer/src/text/environment-faults'
import { environmentRemovalText } from '../../../src/renderer/src/text/environments'
import { environmentConfig } from '../../../src/shared/environment-config'
import type { EnvironmentConfig } from '../../../src/shared/environment-config'
import { anEnvironment, anObserver, aProduct, maintained } from './fixtures'

const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const key = '-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n'
const pasted = (pem: string) => ({ ...emptyPem, from: 'pasted', pem }) as const
const file = (path: string) => ({ ...emptyPem, from: 'file', path }) as const

function entered(over: Partial<EnvironmentDraft>, taken: readonly string[] = []) {
  const parsed = environmentForm(taken).safeParse({ ...emptyEnvironment, ...over })
  return parsed.success
    ? parsed.data
    : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]))
}

describe('The form of an environment', () => {
  const configs: readonly EnvironmentConfig[] = [
    { name: null, reach: { kind: 'current' } },
    { name: 'Test', reach: { kind: 'demo' } },
    { name: null, reach: { kind: 'context', name: 'production' } },
    { name: 'Here', reach: { kind: 'socket', path: '/var/run/docker.sock' } },
    { name: null, reach: { kind: 'tcp', host: '10.0.0.7', port: 2375, tls: null } },
    {
      name: 'Berlin',
      reach: {
        kind: 'tcp',
        host: 'docker.local',
        port: 2376,
        tls: {
          ca: { from: 'file', path: '/certs/ca.pem' },
          certificate: { from: 'pasted', pem: certificate },
          key: { from: 'kept' },
        },
      },
    },
    {
      name: null,
      reach: {
        kind: 'tcp',
        host: '::1',
        port: 2376,
        tls: { ca: null, certificate: null, key: null },
      },
    },
    {
      name: null,
      reach: { kind: 'ssh', destination: 'anna@host', port: 2222, socket: '/run/docker.sock' },
    },
    { name: null, reach: { kind: 'ssh', destination: 'host', port: null, socket: null } },
  ]

  it.each(configs)('holds %j as it is', (config) => {
    const draft = environmentDraftOf(config)

    expect(environmentForm([]).parse(draft)).toEqual(config)
    expect(reachIn(draft)).toEqual(config.reach)
    expect(environmentConfig.parse(config)).toEqual(config)
  })

  it.each<[string, Partial<EnvironmentDraft>, object]>([
    ['a socket as Docker writes it', { path: ' unix:///s ' }, { kind: 'socket', path: '/s' }],
    [
      'the usual port of TLS',
      { kind: 'tls', host: 'h' },
      { kind: 'tcp', host: 'h', port: 2376, tls: { ca: null, certificate: null, key: null } },
    ],
    [
      'the usual port without',
      { kind: 'plain', host: 'h' },
      { kind: 'tcp', host: 'h', port: 2375, tls: null },
    ],
    [
      'a host of ssh with its scheme',
      { kind: 'ssh', destination: 'ssh://anna@h' },
      { kind: 'ssh', destination: 'anna@h', port: null, socket: null },
    ],
  ])('takes %s', (_, draft, reach) => {
    expect(entered(draft)).toEqual({ name: null, reach })
  })

  const { fields } = environmentFaults
  it.each<[string, Partial<EnvironmentDraft>, object]>([
    ['no path', {}, { path: fields.path }],
    ['a path from somewhere', { path: 'docker.sock' }, { path: environmentFaults.wholePath }],
    [
      'a name that another has',
      { path: '/s', name: 'BERLIN' },
      { name: environmentFaults.nameTaken },
    ],
    ['no host', { kind: 'tls' }, { host: fields.host }],
    ['an address', { kind: 'tls', host: 'tcp://h:1' }, { host: environmentFaults.hostAlone }],
    ['a host with its port', { kind: 'plain', host: 'h:1' }, { host: environmentFaults.hostAlone }],
    ['a port out of range', { kind: 'plain', host: 'h', port: '70000' }, { port: fields.port }],
    [
      'a port in words',
      { kind: 'ssh', destination: 'h', sshPort: 'ssh' },
      { sshPort: fields.port },
    ],
    [
      'an option of ssh',
      { kind: 'ssh', destination: '-oProxyCommand=x' },
      { destination: fields.destination },
    ],
    [
      'a socket on the host from somewhere',
      { kind: 'ssh', destination: 'h', sshSocket: 'docker.sock' },
      { sshSocket: environmentFaults.remoteSocket },
    ],
    ['no context', { kind: 'context', context: ' ' }, { context: fields.context }],
    [
      'files that are not named',
      { kind: 'tls', host: 'h', ca: file(''), certificate: file('cert.pem'), key: file('/k') },
      { 'ca.path': environmentFaults.fileMissing, 'certificate.path': environmentFaults.wholePath },
    ],
    [
      'a certificate without a key',
      { kind: 'tls', host: 'h', certificate: pasted(certificate) },
      { key: environmentFaults.keyMissing },
    ],
    [
      'a key without a certificate',
      { kind: 'tls', host: 'h', key: pasted(key) },
      { certificate: environmentFaults.certificateMissing },
    ],
    [
      'each in the other’s field',
      { kind: 'tls', host: 'h', certificate: pasted(key), key: pasted(certificate) },
      { 'certificate.pem': environmentFaults.keyNotHere, 'key.pem': environmentFaults.noKey },
    ],
    [
      'a key together with its certificate, where all may read it',
      { kind: 'tls', host: 'h', ca: pasted(certificate + key) },
      { 'ca.pem': environmentFaults.keyNotHere },
    ],
    [
      'a key with a passphrase',
      {
        kind: 'tls',
        host: 'h',
        certificate: pasted(certificate),
        key: pasted('-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII\n'),
      },
      { 'key.pem': environmentFaults.keyWithPassphrase },
    ],
  ])('says what is wrong with %s', (_, draft, faults) => {
    expect(entered(draft, ['Berlin'])).toEqual(faults)
  })
})

it('moves one by a place, and none past the ends', () => {
  const all = ['a', 'b', 'c']

  expect([moved(all, 'b', 'up'), moved(all, 'b', 'down'), moved(all, 'a', 'up')]).toEqual([
    ['b', 'a', 'c'],
    ['a', 'c', 'b'],
    all,
  ])
})

it('offers each place once: what was found, what is there, and always the demo', () => {
  const current = anEnvironment('default', { reach: { kind: 'current' } })
  const added = anEnvironment('added', { reach: { kind: 'socket', path: '/added' } })
  const found = [
    { name: 'default', address: 'unix:///d', reach: { kind: 'current' } },
    { name: 'Podman', address: 'unix:///p', reach: { kind: 'socket', path: '/p' } },
  ] as const

  expect(offeredFrom([current, added], found).map(({ name }) => name)).toEqual([
    'default',
    'Podman',
    'added',
    'Demo',
  ])
})

it('says of a removal what stays on the host, and which observers rest', () => {
  expect(
    environmentRemovalText('Berlin', [
      aProduct('shop', { name: 'Shop', maintenance: maintained }),
      aProduct('wiki', { name: 'Wiki', observer: anObserver() }),
    ]).text,
  ).toEqual([
    'Its products are shown here no more. On the host nothing is changed: no container is stopped or started.',
    'In maintenance there: Shop. It stays so: the tag stays on the host, and whoever is connected to it can end the maintenance.',
    'The observer of Wiki rests: nothing is checked until the same place is added again.',
  ])
})
