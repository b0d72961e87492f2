import { describe, expect, it } from 'vitest'
import { endpointAt, withoutPassword } from '../../../src/main/docker/address'
import { addressOf } from '../../../src/main/docker/endpoint'

const tls = { ca: null, cert: null, key: null, verify: true }
const tcp = { kind: 'tcp', host: 'build', port: 2375, tls: null }

describe('An address as Docker writes it', () => {
  it.each([
    ['unix:///var/run/docker.sock', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://build:2375', tcp],
    ['tcp://build:2375/', tcp],
    ['tcp://build', tcp],
    ['build:2375', tcp],
    ['tcp://:2375', { ...tcp, host: '127.0.0.1' }],
    ['tcp://[fe80::1]:4000', { ...tcp, host: 'fe80::1', port: 4000 }],
    ['ssh://build', { kind: 'ssh', destination: 'build', port: null, socket: null }],
    ['ssh://me@build:2222/', { kind: 'ssh', destination: 'me@build', port: 2222, socket: null }],
    [
      'ssh://me@build/run/user/1000/docker.sock',
      { kind: 'ssh', destination: 'me@build', port: null, socket: '/run/user/1000/docker.sock' },
    ],
    [
      'ssh://me%40corp@[fe80::1]:22',
      { kind: 'ssh', destination: 'me@corp@fe80::1', port: 22, socket: null },
    ],
    ['ssh://me:secret@build', null],
    ['ssh://-oProxyCommand=id', null],
    ['ssh://%2DoProxyCommand=id@build', null],
    ['ssh://build/run/a:b', null],
    ['ssh://build/run/%h', null],
    ['ssh://build:99999', null],
    ['ssh://', null],
    ['http://build:2375', null],
    ['tcp://build:2375/behind/a/proxy', null],
    ['tcp://me:secret@build:2375', null],
    ['unix://', null],
    ['', null],
  ])('%s is read', (address, endpoint) => {
    expect(endpointAt(address, null)).toEqual(endpoint)
  })

  it('is of another port with TLS', () => {
    expect(endpointAt('tcp://build', tls)).toEqual({ ...tcp, port: 2376, tls })
  })

  it.each([
    'unix:///var/run/docker.sock',
    'npipe:////./pipe/docker_engine',
    'tcp://build:2375',
    'tcp://[fe80::1]:4000',
    'ssh://build',
    'ssh://me@build:2222/run/docker.sock',
    'ssh://me@[fe80::1]:22',
  ])('%s is written again as it was', (address) => {
    const endpoint = endpointAt(address, null)

    expect(endpoint && addressOf(endpoint)).toBe(address)
  })

  it.each([
    ['ssh://me:s3cret@build:22', 'ssh://me@build:22'],
    ['me:s3cret@build:22', 'me@build:22'],
    ['ssh://me@build', 'ssh://me@build'],
    ['tcp://build:2375', 'tcp://build:2375'],
    ['unix:///run/a:b@c/docker.sock', 'unix:///run/a:b@c/docker.sock'],
  ])('%s is shown without its password', (address, shown) => {
    expect(withoutPassword(address)).toBe(shown)
  })
})
