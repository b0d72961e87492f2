import { describe, expect, it } from 'vitest'
import { layered } from '../../../src/main/environments/layered'
import { seeded } from '../../support/world/random'

describe('a layered map', () => {
  it.each([1, 2, 3])('is as a map that was copied for each change (seed %i)', (seed) => {
    const random = seeded(seed)
    let map = layered(new Map<number, string>())
    let plain = new Map<number, string>()
    for (let step = 0; step < 400; step++) {
      const [former, was] = [map, plain]
      const key = Math.floor(random() * 50)
      const value = random() < 0.3 ? undefined : `${step}`
      map = map.with([[key, value]])
      plain = new Map(plain)
      if (value === undefined) plain.delete(key)
      else plain.set(key, value)

      expect([map.size, new Map(map), map.get(key), map.has(key)]).toEqual([
        plain.size,
        plain,
        value,
        value !== undefined,
      ])
      expect(new Map(former)).toEqual(was)
    }
  })

  it('is what it is', () => {
    const map = layered(new Map([['a', 1]])).with([
      ['b', 2],
      ['a', undefined],
    ])
    const seen: unknown[] = []
    map.forEach((value, key, all) => seen.push([key, value, all === map]))

    expect([[...map.keys()], [...map.values()], [...map], layered(map) === map, seen]).toEqual([
      ['b'],
      [2],
      [['b', 2]],
      true,
      [['b', 2, true]],
    ])
  })
})
