import type { ApiStatus, KeyStore } from '../../src/shared/api-status'
import { settings } from '../../src/shared/settings'
import type { Settings } from '../../src/shared/settings'

/** As they are before anyone has changed them. */
export const usualSettings: Settings = settings.parse({})

export const usualServing = {
  api: { state: 'off', address: null, failure: null, byCommandLine: false, tokens: [] },
  keyStore: { state: 'none', name: 'basic_text' },
} as const satisfies { api: ApiStatus; keyStore: KeyStore }
