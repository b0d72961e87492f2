import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The theme that was chosen, for the very first paint: read before the profile is opened, which
 * takes longer than the window. A file that can't be read yields the system's; the profile tells
 * of it.
 */
export function chosenTheme(folder: string): 'system' | 'light' | 'dark' {
  try {
    const written = readFileSync(join(folder, 'settings.json'), 'utf8')
    const [, theme] = /"theme":\s*"(light|dark)"/.exec(written) ?? []
    return theme === 'light' || theme === 'dark' ? theme : 'system'
  } catch {
    return 'system'
  }
}
