import { z } from 'zod'

/** Where it listens unless told otherwise: no well-known port, and outside of the ephemeral ones. */
export const usualApiPort = 7457

export const apiPort = z.int().min(1).max(65_535)

export const tokenName = z.string().trim().min(1).max(100)

/** A token of the REST API, as it is listed: what it is was shown once, and is kept as a hash. */
interface ApiToken {
  readonly id: string
  readonly name: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

/** The REST API as it stands. */
export interface ApiStatus {
  readonly state: 'off' | 'starting' | 'listening' | 'failed'
  /** `http://127.0.0.1:7457`, while it listens. */
  readonly address: string | null
  /** Why it does not listen: `EADDRINUSE`, `EACCES` or what the system said. */
  readonly failure: { readonly port: number; readonly detail: string } | null
  /** It was switched on for this run (`--api-port`), whatever the settings say. */
  readonly byCommandLine: boolean
  readonly tokens: readonly ApiToken[]
}

/**
 * What keeps secrets here.
 * - `protected`: the system's key store
 * - `none`: there is none, so that the profile's files are protected by their permissions only
 * - `asking`: the system has not answered yet; it may have to ask its user first
 */
export interface KeyStore {
  readonly state: 'protected' | 'none' | 'asking'
  /** In the system's words: `gnome_libsecret`, `kwallet5`, `keychain`, `dpapi`, `basic_text`. */
  readonly name: string
}
