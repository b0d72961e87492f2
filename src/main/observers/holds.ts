import { z } from 'zod'
import type { Source } from '../../shared/maintenance'

/** What is remembered of a product's maintenance for its observer, also over a restart. */
export const holding = z
  .object({
    /** Of the maintenance that was seen last, or is being ended. */
    claim: z.string().nullable(),
    /** A person's: its end puts the observer on hold. */
    isManual: z.boolean(),
    /** The product could not be told that it is normal. */
    isUntold: z.boolean(),
    hold: z.enum(['exiting', 'until-checked', 'until-normal']).nullable(),
  })
  .readonly()
export type Holding = z.infer<typeof holding>

export const unheld: Holding = { claim: null, isManual: false, isUntold: false, hold: null }

/** What the host is seen to have; null: no tag hangs there. */
export type SeenTag = {
  readonly claim: string
  readonly source: Source
  readonly isExiting: boolean
} | null

/**
 * After a look at the host, which may be a moment behind what was told of it. What is the same is
 * yielded as it is.
 */
export function afterLook(before: Holding, seen: SeenTag): Holding {
  if (seen === null) {
    if (!before.isManual) return before.claim === null ? before : { ...before, claim: null }
    return { ...unheld, hold: before.isUntold ? 'until-normal' : 'until-checked' }
  }
  const { claim, source, isExiting } = seen
  if (before.hold === 'exiting' && before.claim === claim) return before
  const isManual = source === 'Manual'
  const hold = isManual && isExiting ? 'exiting' : null
  const isSame =
    before.claim === claim &&
    before.isManual === isManual &&
    before.hold === hold &&
    !before.isUntold
  return isSame ? before : { ...unheld, claim, isManual, hold }
}

/** A person's exit is decided, of the maintenance of that claim; null: of one that is not known. */
export function afterExitDecided(before: Holding, claim: string | null): Holding {
  if (before.hold === 'exiting' && before.claim === claim) return before
  return { claim, isManual: true, isUntold: false, hold: 'exiting' }
}

/** All is restored, and the tag is about to be taken down. */
export function afterRestored(before: Holding, claim: string | null, isUntold: boolean): Holding {
  return { ...afterExitDecided(before, claim), isUntold }
}

/**
 * After a check that said something, and whether that may be acted upon. `isStale`: it began before
 * the hold, so that it may tell of before.
 */
export function afterReading(
  before: Holding,
  says: 'maintenance' | 'normal',
  isStale: boolean,
): { readonly holding: Holding; readonly mayAct: boolean } {
  switch (before.hold) {
    case null:
      return { holding: before, mayAct: true }
    case 'exiting':
      return { holding: before, mayAct: false }
    case 'until-checked':
      return { holding: isStale ? before : { ...before, hold: null }, mayAct: false }
    case 'until-normal':
      return {
        holding: isStale || says === 'maintenance' ? before : { ...before, hold: null },
        mayAct: false,
      }
  }
}
