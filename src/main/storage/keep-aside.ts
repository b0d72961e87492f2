import { renameSync } from 'node:fs'
import type { JsonFilePorts } from './json-file'
import { messageOf } from './whole-file'

/**
 * A file of the profile that can't be read is renamed, and told. Yields whether it is out of the way.
 *
 * @param detail why it can't be read, for people
 */
export function keepAside(
  path: string,
  detail: string,
  ports: Pick<JsonFilePorts, 'keptAside' | 'notWritten' | 'now'>,
): boolean {
  const keptAs = `${path}.unreadable-${ports.now().replace(/[:.]/g, '-')}`
  try {
    renameSync(path, keptAs)
    ports.keptAside(path, keptAs, detail)
    return true
  } catch (error) {
    ports.notWritten(path, messageOf(error))
    return false
  }
}
