import type { Bridge } from '../../shared/ipc'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly tagout: Bridge
  }
}
