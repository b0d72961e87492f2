import type { NotificationKind, Theme } from '../../../shared/settings'

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
}
