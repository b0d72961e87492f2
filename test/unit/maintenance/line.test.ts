import { describe, expect, it } from 'vitest'
import { createLine } from '../../../src/main/maintenance/line'
import { drained } from '../../support/world/traffic'

describe('a line', () => {
  it('does one after the other for the same key, in the order of the calls, also after a bug', async () => {
    const inLine = createLine()
    const seen: string[] = []
    const slow = inLine('shop', async () => {
      await drained()
      seen.push('first')
    })
    const buggy = inLine('shop', () => {
      seen.push('second')
      return Promise.reject(new Error('bug'))
    })
    const last = inLine('shop', () => Promise.resolve(seen.push('third')))

    const ends = await Promise.allSettled([slow, buggy, last])

    expect({ seen, ends: ends.map(({ status }) => status) }).toEqual({
      seen: ['first', 'second', 'third'],
      ends: ['fulfilled', 'rejected', 'fulfilled'],
    })
  })

  it('keeps no other key waiting', async () => {
    const inLine = createLine()
    void inLine('shop', () => new Promise(() => undefined))

    await expect(inLine('wiki', () => Promise.resolve('done'))).resolves.toBe('done')
  })
})
