import { describe, expect, it } from 'vitest'
import { engineNameOf, engineVersion, negotiate } from '../../../src/main/docker/version'
import { failed, ok } from '../../../src/shared/result'

function version(changes: object) {
  return engineVersion.parse({ Version: '20.10.24', ApiVersion: '1.41', ...changes })
}

describe('The version of the API', () => {
  it.each([
    ["the engine's where it is older", '1.41', '1.12', ok('1.41')],
    ['ours where the engine knows newer ones', '1.47', '1.24', ok('1.44')],
    ["the engine's oldest where ours is older still", '1.60', '1.50', ok('1.50')],
    ['ours where the engine says no oldest', '1.52', undefined, ok('1.44')],
    ['none where the engine is too old', '1.40', '1.12', failed('1.40')],
    ['none where the engine is much too old', '1.9', undefined, failed('1.9')],
  ])('is %s', (_, ApiVersion, MinAPIVersion, expected) => {
    expect(negotiate(version({ ApiVersion, MinAPIVersion }))).toEqual(expected)
  })
})

describe('The name of the engine', () => {
  it.each([
    [{ Components: [{ Name: 'Engine' }, { Name: 'containerd' }] }, 'Docker Engine 20.10.24'],
    [{ Version: '20.10.24+dfsg1', Components: null }, 'Docker Engine 20.10.24'],
    [{ Version: '4.3.1', Components: [{ Name: 'Podman Engine' }] }, 'Podman 4.3.1'],
  ])('%j', (changes, name) => {
    expect(engineNameOf(version(changes))).toBe(name)
  })
})
