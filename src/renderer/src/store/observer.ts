import type { ObserverStatus } from '../../../shared/observer'

/** It can't tell, or what it says could not be done. Switched off, it troubles nobody. */
export function isTroubled(observer: ObserverStatus | null): boolean {
  if (!observer?.enabled) return false
  return observer.failingSince !== null || observer.refused !== null
}
