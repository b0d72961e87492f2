import { describe, expect, it } from 'vitest'
import { joined } from '../../../src/main/maintenance/joined'

/** Work whose ends the test decides; yields the number of the work that answered. */
function byHand() {
  const ends: (() => void)[] = []
  const ask = joined(() => new Promise<number>((resolve) => ends.push(() => resolve(ends.length))))
  return { ask, ends }
}

describe('joined', () => {
  it('answers calls made meanwhile by one that began after them', async () => {
    const { ask, ends } = byHand()
    const first = ask()
    const meanwhile = [ask(), ask(), ask()]

    ends[0]?.()
    await first
    await Promise.resolve()
    ends[1]?.()

    expect({
      first: await first,
      meanwhile: await Promise.all(meanwhile),
      begun: ends.length,
    }).toEqual({
      first: 1,
      meanwhile: [2, 2, 2],
      begun: 2,
    })
  })

  it('asks anew once nothing is under way', async () => {
    const { ask, ends } = byHand()
    const first = ask()
    ends[0]?.()
    await first

    const second = ask()
    ends[1]?.()

    expect(await second).toBe(2)
  })

  it('goes on after one that failed', async () => {
    let calls = 0
    const ask = joined(() =>
      ++calls === 1 ? Promise.reject(new Error('cut')) : Promise.resolve(calls),
    )
    const first = ask()
    const second = ask()

    await expect(first).rejects.toThrow('cut')
    expect(await second).toBe(2)
  })
})
