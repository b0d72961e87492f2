import type { ObserverStatus, Reading } from '../../shared/observer'

/** What is known of an observer by its checks. */
export type Standing = Pick<
  ObserverStatus,
  'lastCheck' | 'lastValue' | 'lastChangeAt' | 'failingSince'
>

export const unchecked: Standing = {
  lastCheck: null,
  lastValue: null,
  lastChangeAt: null,
  failingSince: null,
}

/** Of a value so many characters are kept. */
const longest = 500

/** @param at ISO 8601: when the check began */
export function withReading(before: Standing, reading: Reading, at: string): Standing {
  if (reading.says === 'nothing') {
    return {
      ...before,
      lastCheck: { at, reading },
      failingSince: before.failingSince ?? at,
    }
  }
  const { says } = reading
  const value = shortened(reading.value)
  const isSame = before.lastValue?.says === says && before.lastValue.value === value
  return {
    lastCheck: { at, reading: { says, value } },
    lastValue: { says, value },
    lastChangeAt: isSame ? before.lastChangeAt : at,
    failingSince: null,
  }
}

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}
