import type { ApiStatus, KeyStore } from '../../../shared/api-status'
import { unreachable } from '../../../shared/result'
import type { QuestionText } from './automation'

export const apiText = {
  meaning:
    'Lets scripts on this machine do what this window does, with a token each. It listens on this machine only, and is off until you switch it on.',
  portFault: 'Enter a port from 1 to 65535.',
  copied: 'Copied.',
  notOpened: 'No browser could be opened. Copy the address instead.',
  tokens:
    'Every request needs a token. A token is shown once, when it is made; Tagout keeps only what it takes to recognise it.',
  shownOnce: 'Copy it now: it is not shown again.',
}

/** How the API stands, in a sentence; null while it is off. */
export function apiStateText({ state, failure, address }: ApiStatus): string | null {
  switch (state) {
    case 'off':
      return null
    case 'starting':
      return 'Starting…'
    case 'listening':
      return `Listening at ${address ?? 'an address that is not known'}.`
    case 'failed':
      return failure === null ? 'It does not listen.' : failureText(failure)
    default:
      return unreachable(state)
  }
}

function failureText({ port, detail }: NonNullable<ApiStatus['failure']>): string {
  switch (detail) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program. Choose another port, or end that program.`
    case 'EACCES':
      return `You are not allowed to listen on port ${port}. Choose one from 1024 on.`
    default:
      return `It does not listen on port ${port}: ${detail}`
  }
}

export function revocationText(name: string): QuestionText {
  return {
    title: `Revoke ${name}?`,
    text: ['Whatever uses this token is refused from then on. That can’t be undone.'],
    confirm: 'Revoke Token',
  }
}

const storeNames: Readonly<Record<string, string>> = {
  gnome_libsecret: 'the desktop’s keyring (libsecret)',
  kwallet: 'KWallet',
  kwallet5: 'KWallet',
  kwallet6: 'KWallet',
  keychain: 'the macOS keychain',
  dpapi: 'Windows’ data protection',
}

/** Where secrets are kept here, and what that means. */
export function keyStoreText({ state, name }: KeyStore): { what: string; todo: string | null } {
  switch (state) {
    case 'protected':
      return {
        what: `Secrets are encrypted by ${storeNames[name] ?? name}: only you, logged in on this machine, can open them.`,
        todo: null,
      }
    case 'none':
      return {
        what: 'This system has no key store: secrets are in the profile’s files as they are, readable by whoever can read these files.',
        todo: 'Install one (gnome-keyring with libsecret, or KWallet), log in to your desktop anew, and start Tagout again: what is there is then encrypted by itself.',
      }
    case 'asking':
      return { what: 'The system’s key store has not answered yet.', todo: null }
    default:
      return unreachable(state)
  }
}
