import { z } from 'zod'
import { apiPort, usualApiPort } from './api-status'
import { productRef, sameProduct } from './ids'
import type { ProductRef } from './ids'

export const theme = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof theme>

export const notificationKind = z.enum(['drift', 'observer', 'change'])
/** What the desktop is notified of; each can be switched off. */
export type NotificationKind = z.infer<typeof notificationKind>

export interface Settings {
  readonly theme: Theme
  readonly notifications: Readonly<Record<NotificationKind, boolean>>
  /** The products whose drift is stopped again without asking. */
  readonly stopDriftAgain: readonly ProductRef[]
  /** How long the history is kept; null is for ever. */
  readonly historyDays: number | null
  /** The REST API: whether it is on, and where it listens. */
  readonly api: { readonly on: boolean; readonly port: number }
}

const historyDays = z.int().min(1).max(36_500).nullable()

/**
 * As they are written. What a file of an older Tagout lacks is as it is by default; what one of a
 * newer Tagout has beside that is kept.
 */
export const settings = z.looseObject({
  theme: theme.default('system'),
  notifications: z
    .looseObject({
      drift: z.boolean().default(true),
      observer: z.boolean().default(true),
      change: z.boolean().default(true),
    })
    .prefault({}),
  stopDriftAgain: z.array(productRef).default([]),
  historyDays: historyDays.default(365),
  api: z
    .looseObject({ on: z.boolean().default(false), port: apiPort.default(usualApiPort) })
    .prefault({}),
})

/** What becomes different; everything else stays. */
export const settingsChange = z.strictObject({
  theme: theme.optional(),
  notifications: z.partialRecord(notificationKind, z.boolean()).optional(),
  stopDriftAgain: z.strictObject({ product: productRef, on: z.boolean() }).optional(),
  historyDays: historyDays.optional(),
  api: z.strictObject({ on: z.boolean().optional(), port: apiPort.optional() }).optional(),
})
export type SettingsChange = z.infer<typeof settingsChange>

export function stopsDriftAgain({ stopDriftAgain }: Settings, product: ProductRef): boolean {
  return stopDriftAgain.some((each) => sameProduct(each, product))
}

export function withChange<S extends Settings>(before: S, change: SettingsChange): S {
  const { theme = before.theme, notifications, stopDriftAgain, api } = change
  const { historyDays = before.historyDays } = change
  return {
    ...before,
    theme,
    historyDays,
    notifications: { ...before.notifications, ...notifications },
    api: { ...before.api, ...api },
    stopDriftAgain:
      stopDriftAgain === undefined
        ? before.stopDriftAgain
        : [
            ...before.stopDriftAgain.filter((each) => !sameProduct(each, stopDriftAgain.product)),
            ...(stopDriftAgain.on ? [stopDriftAgain.product] : []),
          ],
  }
}
