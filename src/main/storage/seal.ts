import type { KeyStore } from '../../shared/api-status'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'

/**
 * - `locked`: it was sealed by a key store that does not open it: another machine's, another user's,
 *   or one whose user said no
 * - `damaged`: it is not what a seal yields
 */
type SealProblem = 'locked' | 'damaged'

/**
 * Keeps texts from whoever reads the profile's files. Where there is no key store they are written
 * as they are, and marked as such, so that they are sealed as soon as there is one.
 */
export interface Seal {
  /** What keeps secrets here, once that is known: the system may have to ask its user first. */
  store(): Promise<KeyStore>
  /** `refused`: there is a key store, and it does not take it: locked, or its user said no. */
  seal(text: string): Promise<Result<string, 'refused'>>
  open(sealed: string): Promise<Result<string, SealProblem>>
}

/** What a system's key store does. Both throw, or reject, when it can't. */
export interface Keys {
  readonly store: KeyStore
  readonly encrypt: (text: string) => Promise<Buffer>
  readonly decrypt: (encrypted: Buffer) => Promise<string>
}

const plain = 'plain:'
const encrypted = 'key-store:'

/** @param ask called once, as soon as that has to be known */
export function createSeal(ask: () => Promise<Keys>): Seal {
  let asked: Promise<Keys> | null = null
  const keys = (): Promise<Keys> => (asked ??= ask())
  return {
    store: async () => (await keys()).store,
    seal: async (text) => {
      const { store, encrypt } = await keys()
      if (store.state !== 'protected') return ok(plain + text)
      try {
        return ok(encrypted + (await encrypt(text)).toString('base64'))
      } catch {
        // What the system says of it may hold parts of it.
        return failed('refused')
      }
    },
    open: async (sealed) => {
      if (isSealedPlainly(sealed)) return ok(sealed.slice(plain.length))
      if (!sealed.startsWith(encrypted)) return failed('damaged')
      const { store, decrypt } = await keys()
      if (store.state !== 'protected') return failed('locked')
      try {
        return ok(await decrypt(Buffer.from(sealed.slice(encrypted.length), 'base64')))
      } catch {
        // What the system says of it may hold parts of it.
        return failed('locked')
      }
    },
  }
}

export function isSealedPlainly(sealed: string): boolean {
  return sealed.startsWith(plain)
}

/** For a run that has no key store to ask. */
export function plainSeal(name = 'none'): Seal {
  const never = (): never => {
    throw new Error('There is no key store')
  }
  return createSeal(() =>
    Promise.resolve({ store: { state: 'none', name }, encrypt: never, decrypt: never }),
  )
}
