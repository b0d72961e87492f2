import { fileURLToPath } from 'node:url'

/** The top folder of this checkout, wherever the script was called from. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')
