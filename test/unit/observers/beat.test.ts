import { describe, expect, it } from 'vitest'
import { createBeat } from '../../../src/main/observers/beat'
import type { Beat } from '../../../src/main/observers/beat'
import { createManualClock } from '../../support/world/manual-clock'

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A beat of ten minutes, whose checks last until they are let go. */
function aBeat({ random = 0.5, isAutomatic = true, isHeldUp = false } = {}) {
  const clock = createManualClock('2026-11-22T20:00:00Z')
  const start = clock.now()
  const began: number[] = []
  const heldUp: (() => void)[] = []
  /** Seconds that the machine's clock went on while it slept. */
  const sleep = { seconds: 0 }
  const now = (): number => clock.now() + sleep.seconds * 1000
  const beat: Beat = createBeat({
    clock: { ...clock, now },
    random: () => random,
    interval: 600_000,
    isAutomatic,
    check: () => {
      began.push((clock.now() - start) / 1000)
      return isHeldUp ? new Promise((resolve) => heldUp.push(resolve)) : Promise.resolve()
    },
    changed: () => undefined,
  })
  return {
    beat,
    began,
    sleep,
    letGo: () => heldUp.shift()?.(),
    after: async (seconds: number) => {
      clock.pass(seconds * 1000)
      await settled()
    },
    /** Seconds from the start. */
    next: () => {
      const at = beat.nextAt()
      return at === null ? null : (at - start) / 1000
    },
  }
}

describe('a beat', () => {
  it.each([
    [0, 0, 540],
    [0.5, 1, 601],
    [1, 2, 662],
  ])('with the dice at %d begins after %d s, and again at %d s', async (random, first, second) => {
    const { beat, began, after, next } = aBeat({ random })
    const firstAt = next()

    await after(first)
    const secondAt = next()
    await after(second)

    expect({ firstAt, secondAt, began, isChecking: beat.isChecking() }).toEqual({
      firstAt: first,
      secondAt: second,
      began: [first, second],
      isChecking: false,
    })
  })

  it('counts the interval from the end of a check, and has no next one before', async () => {
    const { beat, began, after, next, letGo } = aBeat({ isHeldUp: true })

    await after(1)
    await after(5000)
    const during = { next: next(), isChecking: beat.isChecking(), began: [...began] }
    letGo()
    await settled()

    expect({ during, next: next(), isChecking: beat.isChecking() }).toEqual({
      during: { next: null, isChecking: true, began: [1] },
      next: 5601,
      isChecking: false,
    })
  })

  it('never checks twice at once: all who ask meanwhile wait for one more', async () => {
    const { beat, began, after, letGo } = aBeat({ isHeldUp: true })
    const done: string[] = []
    await after(1)

    void beat.now().then(() => done.push('one'))
    void beat.now().then(() => done.push('two'))
    beat.within(200)
    await after(10)
    const during = { began: [...began], done: [...done] }
    letGo()
    await settled()
    const afterTheFirst = { began: [...began], done: [...done] }
    letGo()
    await settled()

    expect({ during, afterTheFirst, began, done }).toEqual({
      during: { began: [1], done: [] },
      afterTheFirst: { began: [1, 11], done: [] },
      began: [1, 11],
      done: ['one', 'two'],
    })
  })

  it('takes what moves within a moment for one', async () => {
    const { beat, began, after } = aBeat()
    await after(1)

    beat.within(200)
    await after(0.1)
    beat.within(200)
    await after(0.15)
    beat.within(200)
    await after(1)

    expect(began).toEqual([1, 1.2, 1.45])
  })

  it('does not check at once what was slept through, nor ever later', async () => {
    const { beat, began, after, next, sleep } = aBeat()
    await after(1)

    sleep.seconds = 3600
    await after(600)
    const onWaking = { began: [...began], next: next() }
    sleep.seconds = 7200
    await after(5)

    expect({ onWaking, began, isChecking: beat.isChecking() }).toEqual({
      onWaking: { began: [1], next: 3600 + 601 + 5 },
      began: [1, 606],
      isChecking: false,
    })
  })

  it('that is not automatic checks when it is asked, and only then', async () => {
    const { beat, began, after, next } = aBeat({ isAutomatic: false })

    await after(5000)
    beat.within(200)
    await after(1)
    await beat.now()

    expect({ began, next: next() }).toEqual({ began: [5001], next: null })
  })

  it('that is stopped begins nothing more, whatever was due or asked for', async () => {
    const { beat, began, after, letGo, next } = aBeat({ isHeldUp: true })
    await after(1)
    void beat.now()

    beat.stop()
    letGo()
    await after(5000)
    beat.within(200)
    await after(5000)

    expect({ began, next: next() }).toEqual({ began: [1], next: null })
  })
})
