import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Freezes a process by its control group, behind the engine's back: no signal ends it, not even
 * SIGKILL, until it is thawed. To the engine it is a container that doesn't stop. Yields the thaw.
 */
export function freeze(pid: number): () => void {
  const lines = readFileSync(`/proc/${pid}/cgroup`, 'utf8').split('\n')
  const pathOf = (controller: string): string | undefined =>
    lines.find((line) => line.split(':')[1] === controller)?.split(':')[2]
  const own = pathOf('freezer')
  const unified = pathOf('')
  const [file, frozen, thawed] =
    own === undefined
      ? [join('/sys/fs/cgroup', unified ?? '', 'cgroup.freeze'), '1', '0']
      : [join('/sys/fs/cgroup/freezer', own, 'freezer.state'), 'FROZEN', 'THAWED']
  writeFileSync(file, frozen)
  return () => writeFileSync(file, thawed)
}
