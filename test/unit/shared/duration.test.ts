import { describe, expect, it } from 'vitest'
import { duration, durationBetween, millisecondsOf } from '../../../src/shared/duration'

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['24h', 86_400_000],
  ])('%s is %i milliseconds', (written, milliseconds) => {
    expect(millisecondsOf(duration.parse(written))).toBe(milliseconds)
  })

  it.each(['', '30', '-1s', '1.5s', '30 s', '1d', 's', '00:00:30'])('is not %j', (written) => {
    expect(duration.safeParse(written).success).toBe(false)
  })

  it('is within its limits, both included', () => {
    const limited = durationBetween('1s', '1m')
    const accepted = ['999ms', '1s', '60s', '1m', '61s'].filter(
      (written) => limited.safeParse(written).success,
    )

    expect(accepted).toEqual(['1s', '60s', '1m'])
  })
})
