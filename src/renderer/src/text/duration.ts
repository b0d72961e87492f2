const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** How long something has lasted, in its two largest units: `42 s`, `3 min 5 s`, `2 h`, `3 d 4 h`. */
export function durationText(milliseconds: number): string {
  const lasted = Math.max(0, milliseconds)
  if (lasted < minute) return `${Math.floor(lasted / second)} s`
  if (lasted < hour) return inTwo(lasted, minute, 'min', second, 's')
  if (lasted < day) return inTwo(lasted, hour, 'h', minute, 'min')
  return inTwo(lasted, day, 'd', hour, 'h')
}

/** How long a step took: tenths of a second matter below ten seconds. */
export function stepDurationText(milliseconds: number): string {
  return milliseconds < 10 * second
    ? `${(Math.max(0, milliseconds) / second).toFixed(1)} s`
    : durationText(milliseconds)
}

function inTwo(lasted: number, large: number, largeName: string, small: number, smallName: string) {
  const rest = Math.floor((lasted % large) / small)
  const whole = `${Math.floor(lasted / large)} ${largeName}`
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`
}
