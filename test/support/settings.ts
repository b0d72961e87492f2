import { settings } from '../../src/shared/settings'
import type { Settings } from '../../src/shared/settings'

/** As they are before anyone has changed them. */
export const usualSettings: Settings = settings.parse({})
