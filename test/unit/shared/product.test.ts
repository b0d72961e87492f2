import { describe, expect, it } from 'vitest'
import { statusOf } from '../../../src/shared/product'
import { aContainer, containers } from '../../support/world/containers'
import { productIn } from '../../support/world/observed'
import type { HostContainer } from '../../support/world/host-container'

function statusIn(all: readonly HostContainer[]): string {
  const product = productIn(all, null)
  return product === null ? 'none' : statusOf(product)
}

describe('the status', () => {
  it.each([
    ['Running', ['web', 'db']],
    ['PartiallyRunning', ['web', '~db@always']],
    ['Stopped', ['~web@always', '~db@always']],
    ['PartiallyRunning', ['web', '=queue']],
    ['PartiallyRunning', ['=queue']],
    ['PartiallyRunning', ['^loop']],
    ['Running', ['web', '.migrate']],
    ['Running', ['web', '!backup']],
    ['Stopped', ['~web@always', '!backup']],
    ['Stopped', ['.migrate']],
  ] as const)('is %s of %j', (status, words) => {
    expect(statusIn(containers(...words))).toBe(status)
  })

  it.each(['created', 'dead', 'removing'] as const)('counts as down what is %s', (state) => {
    expect(statusIn([...containers('web'), aContainer('db', { state })])).toBe('PartiallyRunning')
  })
})
