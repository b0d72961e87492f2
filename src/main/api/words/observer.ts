import type { ApiObserver } from '../../../shared/api/observer'
import type { ObserverStatus, Reading } from '../../../shared/observer'
import { sourceTroubleOf, troubleOf } from './trouble'

export function observerWords(status: ObserverStatus): ApiObserver {
  const { lastCheck, refused, ...rest } = status
  return {
    ...rest,
    lastCheck: lastCheck === null ? null : { at: lastCheck.at, ...readingWords(lastCheck.reading) },
    refused: refused === null ? null : troubleOf(refused),
  }
}

function readingWords(reading: Reading): Omit<NonNullable<ApiObserver['lastCheck']>, 'at'> {
  return reading.says === 'nothing'
    ? { says: null, value: null, problem: sourceTroubleOf(reading.problem) }
    : { says: reading.says, value: reading.value, problem: null }
}
