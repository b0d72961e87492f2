import { durationText } from './duration'

const short = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const dayOnly = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' })
const anHour = 3_600_000
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })

/** In the system's locale and time zone; today's without the date. What is no date stays as it is. */
export function timeText(at: string, now: number = Date.now()): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  return date.toDateString() === new Date(now).toDateString()
    ? `today, ${clockTime.format(date)}`
    : short.format(date)
}

/** `since today, 8:15 PM`. */
export function sinceText(at: string, now?: number): string {
  return `since ${timeText(at, now)}`
}

/** `12 s ago`; what is hours ago by its date, what is no date as it is. */
export function agoText(at: string, now: number): string {
  const passed = now - new Date(at).getTime()
  if (Number.isNaN(passed) || passed >= anHour) return timeText(at, now)
  return passed < 1000 ? 'just now' : `${durationText(passed)} ago`
}

/** `in 12 s`; what is due, `now`. */
export function untilText(at: string, now: number): string {
  const left = new Date(at).getTime() - now
  if (Number.isNaN(left) || left >= anHour) return timeText(at, now)
  return left < 1000 ? 'now' : `in ${durationText(left)}`
}

/** With weekday, seconds and time zone. */
export function fullTimeText(at: string): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? at : full.format(date)
}

export function dayText(at: string): string {
  return dayOnly.format(new Date(at))
}
