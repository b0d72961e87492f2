/** As Docker tells how long it is (`units.HumanDuration`), from milliseconds. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < 60) return `${seconds} seconds`
  const minutes = Math.floor(seconds / 60)
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  const hours = Math.round(seconds / 3600)
  if (hours === 1) return 'About an hour'
  if (hours < 48) return `${hours} hours`
  const whole = Math.floor(seconds / 3600)
  if (whole < 24 * 14) return `${Math.floor(whole / 24)} days`
  if (whole < 24 * 60) return `${Math.floor(whole / 24 / 7)} weeks`
  if (whole < 24 * 365 * 2) return `${Math.floor(whole / 24 / 30)} months`
  return `${Math.floor(whole / 24 / 365)} years`
}
