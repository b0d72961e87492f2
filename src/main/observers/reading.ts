import type { ObserverConfig, Reading } from '../../shared/observer'

/** Characters of a value that are shown and kept. */
const longestShown = 200

/**
 * What a value says. Compared without spaces around it and without regard to case. An empty one says
 * nothing: unknown is never normal.
 */
export function readingOf(
  text: string,
  { maintenanceValue, normalValue }: Pick<ObserverConfig, 'maintenanceValue' | 'normalValue'>,
): Reading {
  const found = text.trim()
  const value = shownOf(found)
  if (found === '') {
    return { says: 'nothing', problem: { code: 'value-missing', detail: 'It is empty.' } }
  }
  if (isSame(found, maintenanceValue)) return { says: 'maintenance', value }
  if (normalValue === undefined || isSame(found, normalValue)) return { says: 'normal', value }
  return { says: 'nothing', problem: { code: 'value-unexpected', value } }
}

export function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}

function shownOf(value: string): string {
  return value.length <= longestShown ? value : `${value.slice(0, longestShown)}…`
}
