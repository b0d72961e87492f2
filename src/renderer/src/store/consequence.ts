import type { Maintenance } from '../../../shared/maintenance'
import type { Reading } from '../../../shared/observer'

/**
 * What follows from what an observer says, by the table of the core; the core itself decides.
 * - `enters`, `exits`: the product's mode changes
 * - `is-so`: it is what the observer says already
 * - `stays-manual`: a person's maintenance, which an observer doesn't end
 * - `under-way`: a person is ending the maintenance
 */
export type Consequence =
  | 'unknown'
  | 'switched-off'
  | 'enters'
  | 'exits'
  | 'is-so'
  | 'stays-manual'
  | 'under-way'
  | 'unreadable'

export function consequenceOf(
  { says }: Reading,
  enabled: boolean,
  maintenance: Maintenance,
): Consequence {
  if (says === 'nothing') return 'unknown'
  if (!enabled) return 'switched-off'
  switch (maintenance.mode) {
    case 'Normal':
      return says === 'maintenance' ? 'enters' : 'is-so'
    case 'Entering':
    case 'Maintenance':
      if (says === 'maintenance') return 'is-so'
      return maintenance.trigger.source === 'Observer' ? 'exits' : 'stays-manual'
    case 'Exiting':
      return says === 'maintenance' ? 'under-way' : 'is-so'
    case 'Unreadable':
      return 'unreadable'
  }
}
