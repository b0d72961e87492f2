import { describe, expect, it } from 'vitest'
import { isInstalled, isNewEnough, npmComplaint } from '../../../scripts/steps/npm-packages.js'

const packages = (found) => JSON.stringify({ packages: found })
const lock = packages({
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
})

describe('isInstalled', () => {
  it('accepts an install that lacks only what is optional', () => {
    expect(isInstalled(lock, packages({ 'node_modules/zod': { version: '4.6.7' } }))).toBe(true)
  })

  it.each([
    ['another version', packages({ 'node_modules/zod': { version: '4.6.6' } })],
    ['one that is missing', packages({})],
    [
      'one too many',
      packages({
        'node_modules/zod': { version: '4.6.7' },
        'node_modules/x': { version: '1.0.0' },
      }),
    ],
    ['an install that was broken off', undefined],
  ])('refuses %s', (_, record) => {
    expect(isInstalled(lock, record)).toBe(false)
  })
})

it.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.0.0', true],
  ['20.18.1', false],
  ['18.20.0', false],
])('Node %s is new enough: %s', (version, expected) => {
  expect(isNewEnough(version, '>=20.19')).toBe(expected)
})

it('gives the cause that npm names, without its warnings before and all its advice after', () => {
  const advice = Array.from({ length: 40 }, (_, line) => `npm error advice ${line}`)
  const output = ['npm warn EBADENGINE', 'npm error code E404', 'npm error', ...advice].join('\n')

  expect(npmComplaint(output).split('\n')).toEqual(['npm error code E404', ...advice.slice(0, 11)])
})
