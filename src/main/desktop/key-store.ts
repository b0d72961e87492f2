import { safeStorage } from 'electron'
import type { KeyStore } from '../../shared/api-status'
import { createSeal } from '../storage/seal'
import type { Keys, Seal } from '../storage/seal'

/** What Electron has had before 45, and has deprecated since: it holds up all of main. */
interface SynchronousStorage {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
}

/** What 45 has in its place, and 33 lacks. */
type AsynchronousStorage = Pick<
  typeof safeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>

/** The system's key store as Electron has it. It is not asked before the app is ready. */
export function keyStoreSeal(): Seal {
  return createSeal(() =>
    isAsynchronous(safeStorage) ? asynchronousKeys(safeStorage) : synchronousKeys(safeStorage),
  )
}

function isAsynchronous(storage: object): storage is AsynchronousStorage {
  return 'isAsyncEncryptionAvailable' in storage
}

async function asynchronousKeys(storage: AsynchronousStorage): Promise<Keys> {
  const isAvailable = await storage.isAsyncEncryptionAvailable().catch(() => false)
  return {
    store: storeOf(isAvailable),
    encrypt: (text) => storage.encryptStringAsync(text),
    decrypt: async (encrypted) => (await storage.decryptStringAsync(encrypted)).result,
  }
}

/** What is due already comes first: the system may ask its user, and main stands still meanwhile. */
async function synchronousKeys(storage: SynchronousStorage): Promise<Keys> {
  await new Promise((resolve) => setImmediate(resolve))
  return {
    store: storeOf(storage.isEncryptionAvailable()),
    encrypt: (text) => inTurn(() => storage.encryptString(text)),
    decrypt: (encrypted) => inTurn(() => storage.decryptString(encrypted)),
  }
}

/** What throws rejects. */
function inTurn<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(act())
  })
}

function storeOf(isAvailable: boolean): KeyStore {
  return { state: isAvailable ? 'protected' : 'none', name: nameOfStore() }
}

function nameOfStore(): string {
  if (process.platform === 'linux') return safeStorage.getSelectedStorageBackend()
  return process.platform === 'darwin' ? 'keychain' : 'dpapi'
}
