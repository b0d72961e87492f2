import { describe, expect, it } from 'vitest'
import { aDesk, maintenance, normal, nothing, product } from '../../support/world/observed-desk'
import type { Desk } from '../../support/world/observed-desk'

const enter = 'Maintenance: file /flag says "true"'

const byHand = { mode: 'Maintenance', source: 'Manual', claim: 'one.1' } as const
const exiting = { mode: 'Exiting', source: 'Manual', claim: 'one.1' } as const
const ended = { mode: 'Normal' } as const

/** In a person's maintenance, with the flag of before it; the first check is done. */
async function aDeskWithStaleFlag(): Promise<Desk> {
  const desk = aDesk()
  desk.says(maintenance)
  desk.shows(byHand)
  await desk.after(1)
  return desk
}

/** What each check comes to, from the next one on. */
async function checkedTwice(desk: Desk) {
  const before = { held: desk.status()?.held, asked: [...desk.asked] }
  await desk.after(30)
  const first = { held: desk.status()?.held, asked: [...desk.asked] }
  await desk.after(30)
  return { before, first, second: { held: desk.status()?.held, asked: [...desk.asked] } }
}

const heldOnce = {
  before: { held: 'until-checked', asked: [] },
  first: { held: null, asked: [] },
  second: { held: null, asked: [enter] },
}

describe('after an exit by a person', () => {
  it('one full check is recorded and not acted upon; the next one is', async () => {
    const desk = await aDeskWithStaleFlag()
    desk.shows(exiting)
    await desk.after(30)
    const during = { held: desk.status()?.held, asked: [...desk.asked] }
    desk.shows(ended)

    expect({ during, ...(await checkedTwice(desk)) }).toEqual({
      during: { held: 'exiting', asked: [] },
      ...heldOnce,
    })
  })

  it('that check has to begin after it', async () => {
    const desk = await aDeskWithStaleFlag()
    const letGo = desk.holdUp()
    desk.shows(exiting)
    await desk.after(30)
    desk.shows(ended)
    letGo()
    await desk.settled()

    expect(await checkedTwice(desk)).toEqual(heldOnce)
  })

  it('a check that failed is no full one', async () => {
    const desk = await aDeskWithStaleFlag()
    desk.shows(exiting)
    desk.shows(ended)
    desk.says(nothing)
    await desk.after(30)
    desk.says(maintenance)

    expect(await checkedTwice(desk)).toEqual(heldOnce)
  })

  it('also when the host was not seen to exit', async () => {
    const desk = await aDeskWithStaleFlag()
    desk.shows(ended)

    expect(await checkedTwice(desk)).toEqual(heldOnce)
  })

  it('also when nothing of the maintenance was seen but that its exit was decided', async () => {
    const desk = aDesk()
    await desk.after(1)
    desk.says(maintenance)
    desk.observers.exitDecided(product, 'two.1')
    const decided = desk.status()?.held
    desk.shows(ended)

    expect({ decided, ...(await checkedTwice(desk)) }).toEqual({
      decided: 'until-checked',
      ...heldOnce,
    })
  })

  it('also when what is shown is behind what was told', async () => {
    const desk = await aDeskWithStaleFlag()
    desk.observers.exitDecided(product, 'one.1')
    desk.observers.restored(product, 'one.1', false)
    desk.shows(byHand)
    const behind = desk.status()?.held
    desk.shows(ended)

    expect({ behind, ...(await checkedTwice(desk)) }).toEqual({ behind: 'exiting', ...heldOnce })
  })

  it('also when it came about while Tagout was not running', async () => {
    const desk = await aDeskWithStaleFlag()
    desk.shows({ ...byHand, offline: true })
    await desk.restarted()
    desk.shows(ended)

    expect(await checkedTwice(desk)).toEqual(heldOnce)
  })

  it.each([
    ['while it exits', exiting],
    ['when it has ended', ended],
  ])('also over a restart %s', async (_, shown) => {
    const desk = await aDeskWithStaleFlag()
    desk.shows(exiting)
    desk.shows(shown)
    await desk.restarted()
    desk.shows(ended)

    expect(await checkedTwice(desk)).toEqual(heldOnce)
  })

  it('a source that says normal is believed at once, and the next maintenance too', async () => {
    const desk = await aDeskWithStaleFlag()
    desk.shows(exiting)
    desk.shows(ended)
    desk.says(normal)
    await desk.after(30)
    const afterNormal = desk.status()?.held
    desk.says(maintenance)
    await desk.after(30)

    expect({ afterNormal, asked: desk.asked }).toEqual({ afterNormal: null, asked: [enter] })
  })
})

describe('after an exit that the product could not be told of', () => {
  async function aDeskHeldUntilNormal(): Promise<Desk> {
    const desk = await aDeskWithStaleFlag()
    desk.shows(exiting)
    desk.observers.restored(product, 'one.1', true)
    return desk
  }

  it.each(['and without a restart', 'and over a restart', 'and over a restart before it ended'])(
    'nothing is entered until the source has said normal, %s',
    async (when) => {
      const desk = await aDeskHeldUntilNormal()
      if (when.endsWith('before it ended')) await desk.restarted()
      desk.shows(ended)
      if (when === 'and over a restart') await desk.restarted()
      const stale = await checkedTwice(desk)
      desk.says(nothing)
      await desk.after(30)
      const failing = desk.status()?.held
      desk.says(normal)
      await desk.after(30)
      const afterNormal = desk.status()?.held
      desk.says(maintenance)
      await desk.after(30)

      expect({ stale, failing, afterNormal, asked: desk.asked }).toEqual({
        stale: {
          before: { held: 'until-normal', asked: [] },
          first: { held: 'until-normal', asked: [] },
          second: { held: 'until-normal', asked: [] },
        },
        failing: 'until-normal',
        afterNormal: null,
        asked: [enter],
      })
    },
  )

  it('another attempt that told it counts', async () => {
    const desk = await aDeskHeldUntilNormal()
    desk.observers.restored(product, 'one.1', false)
    desk.shows(ended)

    expect(await checkedTwice(desk)).toEqual(heldOnce)
  })
})

describe('nothing is held', () => {
  it('after an exit of an observer', async () => {
    const desk = aDesk()
    desk.shows({ mode: 'Maintenance', source: 'Observer' })
    await desk.after(1)
    desk.shows({ mode: 'Exiting', source: 'Observer' })
    desk.shows(ended)
    desk.says(maintenance)
    await desk.after(30)

    expect({ held: desk.status()?.held, asked: desk.asked.at(-1) }).toEqual({
      held: null,
      asked: enter,
    })
  })

  it('once the next maintenance has begun, so that what an observer began can end', async () => {
    const desk = await aDeskWithStaleFlag()
    desk.shows(exiting)
    desk.shows({ mode: 'Maintenance', source: 'Observer', claim: 'two.2' })
    desk.says(normal)
    await desk.after(30)

    expect({ held: desk.status()?.held, asked: desk.asked }).toEqual({
      held: null,
      asked: ['Normal: file /flag says "false"'],
    })
  })
})
