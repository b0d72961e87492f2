import type { NotificationKind, Theme } from '../../../shared/settings'
import { count } from './count'

export const themeText: Readonly<Record<Theme, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
}

/** What a switch is called, and what comes of it. */
export interface SwitchText {
  readonly name: string
  readonly meaning: string
}

export const notificationText: Readonly<Record<NotificationKind, SwitchText>> = {
  drift: {
    name: 'Drift',
    meaning: 'A container of a product in maintenance was started although it should not run.',
  },
  observer: {
    name: 'Observers',
    meaning:
      'An observer put a product into maintenance or ended that, or could not; or it can’t tell any more what the observed system says, or can again.',
  },
  change: {
    name: 'Changes that went on',
    meaning:
      'A change that a lost connection or an end of Tagout had cut off went on by itself: how it ended.',
  },
}

/** How long the history is kept; null is for ever. */
export function retentionText(days: number | null): string {
  if (days === null) return 'For ever'
  return days % 365 === 0 ? count(days / 365, 'year') : count(days, 'day')
}
