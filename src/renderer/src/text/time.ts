const short = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const dayOnly = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })

/** In the system's locale and time zone; today's without the date. What is no date stays as it is. */
export function timeText(at: string, now: number = Date.now()): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  return date.toDateString() === new Date(now).toDateString()
    ? `today, ${clockTime.format(date)}`
    : short.format(date)
}

/** With weekday, seconds and time zone. */
export function fullTimeText(at: string): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? at : full.format(date)
}

export function dayText(at: string): string {
  return dayOnly.format(new Date(at))
}
