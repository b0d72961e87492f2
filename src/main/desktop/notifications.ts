import { Notification } from 'electron'
import { keyOf } from '../../shared/ids'
import type { ProductRef } from '../../shared/ids'
import type { NoticeText } from './drift-notice'

export interface Notifications {
  /** A newer one of the same product takes the place of the older. */
  tell(product: ProductRef, text: NoticeText): void
}

/**
 * The desktop's own notifications. Where it has none, nothing is told and nothing fails: the window
 * shows it all the same.
 */
export function createNotifications(clicked: (product: ProductRef) => void): Notifications {
  // What is not held is collected, and its click with it.
  const shown = new Map<string, Notification>()
  return {
    tell: (product, { title, body }) => {
      if (!Notification.isSupported()) return
      const key = keyOf(product)
      shown.get(key)?.close()
      const notification = new Notification({ title, body })
      const forget = (): void => {
        if (shown.get(key) === notification) shown.delete(key)
      }
      notification.on('click', () => {
        forget()
        clicked(product)
      })
      notification.on('close', forget)
      notification.on('failed', forget)
      shown.set(key, notification)
      notification.show()
    },
  }
}
