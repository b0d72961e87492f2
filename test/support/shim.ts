import { readFileSync } from 'node:fs'

/**
 * Stops the shim that holds a container's process, behind the engine's back: the engine's signals
 * don't arrive, and to it it is a container that doesn't stop. Yields what lets it go on.
 */
export function hold(pid: number): () => void {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const shim = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1])
  const name = readFileSync(`/proc/${shim}/comm`, 'utf8').trim()
  if (!name.startsWith('containerd-shim')) throw new Error(`Not a shim: ${name} (${shim})`)
  process.kill(shim, 'SIGSTOP')
  return () => void process.kill(shim, 'SIGCONT')
}
