import { safeStorage } from 'electron'
import type { KeyStore } from '../../shared/api-status'

/** What Electron has had before 45, and has deprecated since: its newer names are missing in 33. */
interface SynchronousStorage {
  isEncryptionAvailable(): boolean
}

/** Where secrets are kept here. Not before the app is ready. */
export function keyStoreHere(): KeyStore {
  const storage: SynchronousStorage = safeStorage
  return { state: storage.isEncryptionAvailable() ? 'protected' : 'none', name: nameOfStore() }
}

function nameOfStore(): string {
  if (process.platform === 'linux') return safeStorage.getSelectedStorageBackend()
  return process.platform === 'darwin' ? 'keychain' : 'dpapi'
}
